import type { RouteRecordRaw } from 'vue-router'

const meta = { desk: true, tab: '/settings' }

export const routes: RouteRecordRaw[] = [
  { path: '/products', meta, component: () => import('@/products/ProductsPage.vue') },
  { path: '/products/import', meta, component: () => import('@/products/ProductImportPage.vue') },
  { path: '/products/:id', meta, component: () => import('@/products/ProductPage.vue') },
  { path: '/suppliers', meta, component: () => import('@/products/SuppliersPage.vue') },
  { path: '/suppliers/:id', meta, component: () => import('@/products/SupplierPage.vue') },
  { path: '/usage/import', meta, component: () => import('@/products/UsageImportPage.vue') },
  { path: '/assortments', meta, component: () => import('@/products/AssortmentsPage.vue') },
  { path: '/par-levels', meta, component: () => import('@/products/ParLevelsPage.vue') },
]
