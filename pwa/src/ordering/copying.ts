/** Ordering as before: the packs of an earlier order laid onto the sheet of today; pure. */
import { fitPacks, type Chosen, type Edits } from '@/ordering/sheet'
import type { Wire } from '@/wire'

export interface Copied {
  edits: Edits
  /** How many products of that order are no longer on the sheet. */
  gone: number
}

/** Every line at the packs of that order, none where it had none, in packs as they are sold today. */
export function copyOrder(chosen: Chosen[], order: Wire<'LastOrder'>): Copied {
  const wanted = new Map(order.lines.map(({ product, packs }) => [product, packs]))
  const edits: Edits = {}
  for (const { line, proposed } of chosen) {
    const packs = fitPacks(line, wanted.get(line.product) ?? 0, 0)
    wanted.delete(line.product)
    if (packs !== proposed) edits[line.product] = { packs, reason: 'as_before' }
  }
  return { edits, gone: wanted.size }
}
