import type { RouteRecordRaw } from 'vue-router'

const meta = { desk: true, tab: '/settings' }

export const routes: RouteRecordRaw[] = [
  { path: '/settings/stores', meta, component: () => import('@/stores/StoreListPage.vue') },
  { path: '/settings/stores/:id', meta, component: () => import('@/stores/StorePage.vue') },
  { path: '/settings/regions', meta, component: () => import('@/stores/RegionsPage.vue') },
  { path: '/settings/regions/:id', meta, component: () => import('@/stores/RegionPage.vue') },
]
