import type { RouteRecordRaw } from 'vue-router'

const meta = { desk: true, tab: '/settings' }

export const routes: RouteRecordRaw[] = [
  { path: '/sign-in', component: () => import('@/people/SignInPage.vue'), meta: { open: true, bare: true } },
  { path: '/switch', component: () => import('@/people/SwitchPage.vue'), meta: { tab: '/me' } },
  { path: '/people', meta, component: () => import('@/people/desk/PeoplePage.vue') },
  { path: '/people/:id', meta, component: () => import('@/people/desk/PersonPage.vue') },
  { path: '/me', component: () => import('@/people/MePage.vue') },
]
