import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/issues', component: () => import('@/issues/IssuesPage.vue') },
  { path: '/issues/new', component: () => import('@/issues/NewIssuePage.vue') },
  { path: '/widespread', meta: { desk: true, tab: '/issues' }, component: () => import('@/issues/desk/WidespreadListPage.vue') },
  { path: '/widespread/:id', meta: { desk: true, tab: '/issues' }, component: () => import('@/issues/desk/WidespreadPage.vue') },
  { path: '/overturns', meta: { desk: true, tab: '/issues' }, component: () => import('@/issues/desk/OverturnsPage.vue') },
  { path: '/issues/codes', component: () => import('@/issues/RaisingCodesPage.vue') },
  { path: '/issues/:id', component: () => import('@/issues/IssuePage.vue') },
]
