import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/sync', component: () => import('@/sync/SyncCentrePage.vue'), meta: { tab: '/me' } },
]
