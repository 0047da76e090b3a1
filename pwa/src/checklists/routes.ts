import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/checklists', component: () => import('@/checklists/ChecklistsPage.vue') },
  { path: '/checklists/:version', component: () => import('@/checklists/ChecklistPage.vue') },
]
