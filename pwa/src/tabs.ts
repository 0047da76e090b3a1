/** What each role finds under the thumb, or on the left. */
import { t, type MessageKey } from '@/i18n'
import { hasRole, me } from '@/offline'
import { exists } from '@/router'
import type { IconName } from '@/ui/icons'
import type { Tab } from '@/ui/TabBar.vue'

type Entry = [to: string, icon: IconName, label: MessageKey]

const ME: Entry = ['/me', 'me', 'app.me']
const SUPERVISOR: Entry[] = [
  ['/today', 'today', 'app.today'], ['/inspections', 'walk', 'app.inspections'], ['/issues', 'issue', 'app.issues'], ME,
]
const STORE: Entry[] = [
  ['/today', 'today', 'app.today'], ['/orders', 'order', 'app.ordering'], ['/issues', 'fix', 'app.fix'], ['/stock', 'stock', 'app.stock'], ME,
]
const CALLED_IN: Entry[] = [['/issues', 'fix', 'app.fix'], ME]
const HQ: Entry[] = [
  ['/overview', 'overview', 'app.overview'], ['/rounds', 'today', 'app.rounds'], ['/inspections', 'walk', 'app.inspections'], ['/issues', 'issue', 'app.issues'],
  ['/orders', 'order', 'app.ordering'], ['/stock', 'stock', 'app.stock'], ['/stores', 'store', 'app.stores'], ['/checklists', 'checklist', 'app.checklists'],
  ['/analytics', 'chart', 'app.analytics'], ['/settings', 'settings', 'app.settings'], ME,
]

/** The tabs of whoever is signed in; a tab without a page is left out. */
export function tabsOfPerson(): Tab[] {
  return entries().filter(([to]) => exists(to)).map(([to, icon, label]) => ({ to, icon, label: t(label) }))
}

function entries(): Entry[] {
  if (!me.value?.roles.length) return [ME]
  if (hasRole('supervisor')) return SUPERVISOR
  if (hasRole('staff', 'store_manager')) return STORE
  if (hasRole('maintenance') && !hasRole('hq', 'admin')) return CALLED_IN
  return HQ
}
