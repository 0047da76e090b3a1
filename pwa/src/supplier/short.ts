/** Which lines of an order are less or later than ordered, as its supplier sees them. */
import type { Wire } from '@/wire'

/** What came decides once it has come: a line that was refused and came all the same is not short. */
export function isShort(line: Wire<'OrderLineOut'>): boolean {
  if (line.receivedUnits != null) return line.receivedUnits < line.packs * line.packBaseUnits
  return line.confirmedPacks != null && (line.confirmedPacks < line.packs || line.arrivesOn != null)
}
