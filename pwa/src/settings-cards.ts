/** What features add to the Me page, so that people/ needs to know none of them. */
import { shallowReactive, type Component } from 'vue'

export const settingsCards = shallowReactive<Component[]>([])

/** Shows a card on the Me page; give it lazily with defineAsyncComponent. */
export function addSettingsCard(card: Component): void {
  settingsCards.push(card)
}
