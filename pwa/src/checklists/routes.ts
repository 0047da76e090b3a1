import type { RouteRecordRaw } from 'vue-router'

const desk = { desk: true }

export const routes: RouteRecordRaw[] = [
  { path: '/checklists', meta: desk, component: () => import('@/checklists/ChecklistsPage.vue') },
  { path: '/checklists/sets', meta: desk, component: () => import('@/checklists/SetsPage.vue') },
  { path: '/checklists/import', meta: desk, component: () => import('@/checklists/ImportPage.vue') },
  { path: '/checklists/library', meta: desk, component: () => import('@/checklists/LibraryPage.vue') },
  { path: '/checklists/library/:key', meta: desk, component: () => import('@/checklists/LibraryItemPage.vue') },
  { path: '/checklists/:version', meta: desk, component: () => import('@/checklists/ChecklistPage.vue') },
  { path: '/checklists/:id/edit', meta: desk, component: () => import('@/checklists/EditorPage.vue') },
  { path: '/checklists/:id/replay', meta: desk, component: () => import('@/checklists/ReplayPage.vue') },
  { path: '/checklists/:id/history', meta: desk, component: () => import('@/checklists/HistoryPage.vue') },
]
