import type { RouteRecordRaw } from 'vue-router'

export const routes: RouteRecordRaw[] = [
  { path: '/notifications', component: () => import('@/notifications/NotificationsPage.vue') },
  { path: '/notifications/choices', component: () => import('@/notifications/ChoicesPage.vue') },
  { path: '/settings/deliveries', component: () => import('@/notifications/desk/LogPage.vue'), meta: { desk: true, tab: '/settings' } },
]
