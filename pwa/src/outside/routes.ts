import type { RouteRecordRaw } from 'vue-router'

/** For people without a sign-in: what a mailed link and a printed code open. */
export const routes: RouteRecordRaw[] = [
  { path: '/outside/:token', component: () => import('@/outside/MendPage.vue'), meta: { open: true, bare: true } },
  { path: '/verify/:token', component: () => import('@/outside/VerifyPage.vue'), meta: { open: true, bare: true } },
  { path: '/raise/:token', component: () => import('@/outside/RaisePage.vue'), meta: { open: true, bare: true } },
]
