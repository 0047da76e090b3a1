/** The attention budget on Today, and its rules among the settings of the company. */
import { defineAsyncComponent, h } from 'vue'
import { addCompanyCard } from '@/company-cards'
import { hasRole, keepDocument, onDelivered, readDocument } from '@/offline'
import { addTodayCard } from '@/today-cards'
import type { Wire } from '@/wire'
import { without } from '@/workload/shift'

const WorkloadCard = defineAsyncComponent(() => import('@/workload/WorkloadCard.vue'))

export function registerWorkload(): void {
  addTodayCard({ setup: () => () => (hasRole('staff', 'store_manager') ? h(WorkloadCard) : null) })
  // What has arrived stays off the list until the server's next answer says so too.
  onDelivered('/api/', async (command) => {
    const held = await readDocument<Wire<'Workload'>>('/api/workload')
    if (held) await keepDocument('/api/workload', { ...held, stores: held.stores.map((store) => without(store, command)) })
  })
  addCompanyCard(defineAsyncComponent(() => import('@/workload/desk/RulesCard.vue')))
}
