import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/checklists', meta: { desk: true }, component: () => import('@/checklists/ChecklistsPage.vue') },
  { path: '/checklists/:version', meta: { desk: true }, component: () => import('@/checklists/ChecklistPage.vue') },
]
