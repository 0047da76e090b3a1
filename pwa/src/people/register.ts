/** What a shared tablet needs from the start of the app, and the way to people from the matters of the company. */
import { defineAsyncComponent } from 'vue'
import { addBarAction } from '@/bar-actions'
import { addCompanyCard } from '@/company-cards'

export function registerPeople(): void {
  addBarAction(defineAsyncComponent(() => import('@/people/SwitchButton.vue')))
  addCompanyCard(defineAsyncComponent(() => import('@/people/desk/PeopleCard.vue')))
}
