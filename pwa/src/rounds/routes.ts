import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/rounds', component: () => import('@/rounds/RoundsPage.vue') },
  { path: '/log', component: () => import('@/rounds/LogPage.vue'), meta: { tab: '/today' } },
  { path: '/rounds/:id', component: () => import('@/rounds/RoundPage.vue') },
]
