import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/orders', component: () => import('@/ordering/OrdersPage.vue') },
  { path: '/orders/for-issue/:issue', component: () => import('@/ordering/EmptyShelfPage.vue') },
  { path: '/orders/:id', component: () => import('@/ordering/OrderPage.vue') },
  { path: '/orders/:id/receive', component: () => import('@/ordering/ReceivePage.vue') },
  { path: '/orders/:store/:supplier', component: () => import('@/ordering/OrderSheetPage.vue') },
]
