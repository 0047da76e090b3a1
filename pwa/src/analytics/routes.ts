import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/overview', meta: { desk: true }, component: () => import('@/analytics/OverviewPage.vue') },
  { path: '/stores', meta: { desk: true }, component: () => import('@/analytics/StoresPage.vue') },
  { path: '/evidence', meta: { desk: true }, component: () => import('@/analytics/LowEvidencePage.vue') },
]
