import type { RouteRecordRaw } from 'vue-router'

const desk = { desk: true, tab: '/orders' }

export const routes: RouteRecordRaw[] = [
  { path: '/orders', component: () => import('@/ordering/OrdersPage.vue') },
  { path: '/orders/budgets', meta: desk, component: () => import('@/ordering/desk/BudgetsPage.vue') },
  { path: '/orders/after', meta: desk, component: () => import('@/ordering/desk/AfterPage.vue') },
  { path: '/orders/after/changes', meta: desk, component: () => import('@/ordering/desk/OutcomesPage.vue') },
  { path: '/orders/after/:supplier', meta: desk, component: () => import('@/ordering/desk/AfterSupplierPage.vue') },
  { path: '/orders/prices', meta: desk, component: () => import('@/ordering/desk/PricesPage.vue') },
  { path: '/orders/deliveries', meta: desk, component: () => import('@/ordering/desk/DeliveriesPage.vue') },
  { path: '/orders/deliveries/:supplier/:day', meta: desk, component: () => import('@/ordering/desk/DeliveryPage.vue') },
  { path: '/orders/for-issue/:issue', component: () => import('@/ordering/EmptyShelfPage.vue') },
  { path: '/orders/:id', component: () => import('@/ordering/OrderPage.vue') },
  { path: '/orders/:id/receive', component: () => import('@/ordering/ReceivePage.vue') },
  { path: '/orders/:store/:supplier', component: () => import('@/ordering/OrderSheetPage.vue') },
]
