/** What features put on the top bar of the pages that tabs lead to, so that ui/ needs to know none of them. */
import { shallowReactive, type Component } from 'vue'

export const barActions = shallowReactive<Component[]>([])

/** Shows a button beside the sync badge; give it lazily with defineAsyncComponent. */
export function addBarAction(action: Component): void {
  barActions.push(action)
}
