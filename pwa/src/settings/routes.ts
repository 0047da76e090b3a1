import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/settings', meta: { desk: true }, component: () => import('@/settings/SettingsPage.vue') },
]
