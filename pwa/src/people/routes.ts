import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/sign-in', component: () => import('@/people/SignInPage.vue'), meta: { open: true, bare: true } },
  { path: '/switch', component: () => import('@/people/SwitchPage.vue'), meta: { tab: '/me' } },
  { path: '/me', component: () => import('@/people/MePage.vue') },
]
