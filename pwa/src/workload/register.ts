/** The attention budget on Today, and its rules among the settings of the company. */
import { defineAsyncComponent, h } from 'vue'
import { addCompanyCard } from '@/company-cards'
import { hasRole } from '@/offline'
import { addTodayCard } from '@/today-cards'

const WorkloadCard = defineAsyncComponent(() => import('@/workload/WorkloadCard.vue'))

export function registerWorkload(): void {
  addTodayCard({ setup: () => () => (hasRole('staff', 'store_manager') ? h(WorkloadCard) : null) })
  addCompanyCard(defineAsyncComponent(() => import('@/workload/desk/RulesCard.vue')))
}
