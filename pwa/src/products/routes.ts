import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/products/import', meta: { desk: true }, component: () => import('@/products/ProductImportPage.vue') },
]
