/** What products add to the pages of others. */
import { defineAsyncComponent } from 'vue'
import { addCompanyCard } from '@/company-cards'

export function registerProducts(): void {
  addCompanyCard(defineAsyncComponent(() => import('@/products/CatalogueCard.vue')))
  addCompanyCard(defineAsyncComponent(() => import('@/products/ImportCard.vue')))
  addCompanyCard(defineAsyncComponent(() => import('@/products/OrderRulesCard.vue')))
}
