import type { RouteRecordRaw } from 'vue-router'

/** Opened from a letter by people without an account: nothing of the signed-in app around it. */
export const routes: RouteRecordRaw[] = [
  { path: '/supplier/:token', component: () => import('@/supplier/SupplierPage.vue'), meta: { open: true, bare: true } },
]
