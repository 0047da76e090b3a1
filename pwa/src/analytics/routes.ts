import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/overview', component: () => import('@/analytics/OverviewPage.vue') },
  { path: '/stores', component: () => import('@/analytics/StoresPage.vue') },
]
