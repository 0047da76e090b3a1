import type { RouteRecordRaw } from 'vue-router'

const desk = { desk: true, tab: '/orders' }

export const routes: RouteRecordRaw[] = [
  { path: '/orders', component: () => import('@/ordering/OrdersPage.vue') },
  { path: '/orders/budgets', meta: desk, component: () => import('@/ordering/desk/BudgetsPage.vue') },
  { path: '/orders/for-issue/:issue', component: () => import('@/ordering/EmptyShelfPage.vue') },
  { path: '/orders/:id', component: () => import('@/ordering/OrderPage.vue') },
  { path: '/orders/:id/receive', component: () => import('@/ordering/ReceivePage.vue') },
  { path: '/orders/:store/:supplier', component: () => import('@/ordering/OrderSheetPage.vue') },
]
