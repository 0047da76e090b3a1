/** How many lines of an order are not what was ordered: by what came, else by what the supplier said. */
import type { Wire } from '@/wire'

type Line = Wire<'OrderLineOut'>

export function countDifferent(order: Pick<Wire<'OrderOut'>, 'orderLines' | 'deliveryOn'>): number {
  return order.orderLines.filter((line) => isDifferent(line, order.deliveryOn)).length
}

/** Whether a line was ordered otherwise than suggested; an extra order stands beside the one that the suggestion was for. */
export function differsFromSuggestion(line: Pick<Line, 'packs' | 'suggestedPacks'>, extra = false): boolean {
  return !extra && line.suggestedPacks !== null && line.suggestedPacks !== line.packs
}

function isDifferent(line: Line, deliveryOn: string): boolean {
  if (line.receivedUnits != null) return line.shortReason != null || line.receivedUnits < line.packs * line.packBaseUnits
  if (line.confirmedPacks == null) return false
  return line.confirmedPacks < line.packs || (line.arrivesOn != null && line.arrivesOn > deliveryOn)
}
