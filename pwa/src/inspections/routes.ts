import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/today', component: () => import('@/inspections/TodayPage.vue') },
  { path: '/inspections', component: () => import('@/inspections/InspectionsPage.vue') },
  { path: '/inspections/:id', component: () => import('@/inspections/InspectionPage.vue') },
  { path: '/inspections/:id/amend', component: () => import('@/inspections/AmendPage.vue'), meta: { tab: '/inspections', bare: true } },
  { path: '/check-in-code', component: () => import('@/inspections/CheckInCodePage.vue'), meta: { tab: '/me' } },
  { path: '/visit/new', component: () => import('@/inspections/PrepPage.vue'), meta: { tab: '/today' } },
  { path: '/visit/:id', component: () => import('@/inspections/VisitPage.vue'), meta: { tab: '/today', bare: true } },
  { path: '/visit/:id/receipt', component: () => import('@/inspections/ReceiptPage.vue'), meta: { tab: '/today' } },
]
