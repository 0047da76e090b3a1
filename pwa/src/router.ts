/** Every feature's routes in one place, and who is sent where. */
import { createRouter, createWebHistory } from 'vue-router'
import { routes as analytics } from '@/analytics/routes'
import { routes as checklists } from '@/checklists/routes'
import { routes as devices } from '@/devices/routes'
import { routes as inspections } from '@/inspections/routes'
import { routes as issues } from '@/issues/routes'
import { routes as notifications } from '@/notifications/routes'
import { useDeskWords } from '@/i18n'
import { hasRole, me } from '@/offline'
import { routes as ordering } from '@/ordering/routes'
import { routes as products } from '@/products/routes'
import { routes as outside } from '@/outside/routes'
import { routes as people } from '@/people/routes'
import { routes as supplier } from '@/supplier/routes'
import { routes as stock } from '@/stock/routes'
import { routes as settings } from '@/settings/routes'
import { routes as stores } from '@/stores/routes'
import { routes as rounds } from '@/rounds/routes'
import { routes as sync } from '@/sync/routes'

declare module 'vue-router' {
  interface RouteMeta {
    /** May be opened by nobody in particular. */
    open?: boolean
    /** The tab that is lit; by default the one whose address begins the path. */
    tab?: string
    /** Takes the whole screen, without tabs. */
    bare?: boolean
    /** Speaks words that only desks load. */
    desk?: boolean
  }
}

export const router = createRouter({
  history: createWebHistory(),
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  routes: [
    { path: '/', redirect: () => home() },
    ...people, ...outside, ...sync, ...inspections, ...issues, ...ordering, ...stock, ...supplier, ...products, ...notifications, ...checklists, ...analytics, ...settings, ...devices, ...rounds, ...stores,
    { path: '/:rest(.*)*', name: 'notFound', component: () => import('@/NotFoundPage.vue') },
  ],
})

router.beforeEach(async (to) => {
  if (!me.value && !to.meta.open) return { path: '/sign-in', query: to.path === '/' ? {} : { next: to.fullPath } }
  if (to.meta.desk) await useDeskWords()
  return true
})

/** Where a person begins: HQ with the overview, maintenance with what it is called in for, whoever has no post with themselves, all others with today. */
export function home(): string {
  if (me.value && !me.value.roles.length) return '/me'
  const isHq = hasRole('hq', 'admin') && !hasRole('supervisor', 'store_manager', 'staff')
  if (isHq && exists('/overview')) return '/overview'
  return hasRole('supervisor', 'store_manager', 'staff') ? '/today' : '/issues'
}

export function exists(path: string): boolean {
  return router.resolve(path).name !== 'notFound'
}
