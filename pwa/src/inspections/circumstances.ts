/** Where and by whom a visit is walked, as conditions ask: kept from its start on, so that no question comes or goes unasked. */
import type { Circumstances } from '@/answering/conditions'
import { me } from '@/offline'
import type { VisitDraft } from './draft'

export function circumstancesOf({ store, circumstances }: VisitDraft): Circumstances {
  if (circumstances) return circumstances
  const known = me.value?.stores.find((one) => one.id === store.id) ?? store
  return { attributes: known.attributes, roles: me.value?.roles ?? [] }
}
