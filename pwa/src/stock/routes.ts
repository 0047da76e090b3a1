import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/stock', component: () => import('@/stock/StockPage.vue') },
  { path: '/stock/for-issue/:issue', component: () => import('@/stock/FoundWastePage.vue'), meta: { tab: '/issues' } },
  { path: '/stock/:store/count', component: () => import('@/stock/CountPage.vue'), meta: { tab: '/stock' } },
  { path: '/stock/:store/transfers', component: () => import('@/stock/TransfersPage.vue'), meta: { tab: '/stock' } },
  { path: '/stock/:store/transfers/new', component: () => import('@/stock/NewTransferPage.vue'), meta: { tab: '/stock' } },
  { path: '/stock/:store/products/:product', component: () => import('@/stock/LedgerPage.vue'), meta: { tab: '/stock' } },
]
