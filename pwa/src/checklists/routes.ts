import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/checklists', meta: { desk: true }, component: () => import('@/checklists/ChecklistsPage.vue') },
  { path: '/checklists/import', meta: { desk: true }, component: () => import('@/checklists/ImportPage.vue') },
  { path: '/checklists/library', meta: { desk: true }, component: () => import('@/checklists/LibraryPage.vue') },
  { path: '/checklists/library/:key', meta: { desk: true }, component: () => import('@/checklists/LibraryItemPage.vue') },
  { path: '/checklists/:version', meta: { desk: true }, component: () => import('@/checklists/ChecklistPage.vue') },
]
