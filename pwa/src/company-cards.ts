/** What features add to HQ's settings page, so that settings/ needs to know none of them. */
import { shallowReactive, type Component } from 'vue'

export const companyCards = shallowReactive<Component[]>([])

/** Shows a card on the settings page of HQ; give it lazily with defineAsyncComponent. */
export function addCompanyCard(card: Component): void {
  companyCards.push(card)
}
