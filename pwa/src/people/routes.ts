import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/sign-in', component: () => import('@/people/SignInPage.vue'), meta: { open: true, bare: true } },
  { path: '/me', component: () => import('@/people/MePage.vue') },
]
