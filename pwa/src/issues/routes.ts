import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/issues', component: () => import('@/issues/IssuesPage.vue') },
  { path: '/issues/new', component: () => import('@/issues/NewIssuePage.vue') },
  { path: '/issues/:id', component: () => import('@/issues/IssuePage.vue') },
]
