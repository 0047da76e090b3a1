/** What stores add to the pages of others. */
import { defineAsyncComponent } from 'vue'
import { addCompanyCard } from '@/company-cards'

export function registerStores(): void {
  addCompanyCard(defineAsyncComponent(() => import('@/stores/StoresCard.vue')))
}
