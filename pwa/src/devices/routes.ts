import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/devices', meta: { desk: true, tab: '/overview' }, component: () => import('@/devices/DevicesPage.vue') },
]
