/** What features add to the top of Today, so that inspections/ needs to know none of them. */
import { shallowReactive, type Component } from 'vue'

export const todayCards = shallowReactive<Component[]>([])

/** Shows a card above the lists of Today; give it lazily with defineAsyncComponent. */
export function addTodayCard(card: Component): void {
  todayCards.push(card)
}
