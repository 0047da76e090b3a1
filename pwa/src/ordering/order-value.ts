/** Filling an order up to the value below which its supplier does not come; pure. */
import { addUp, fewestPacks, type Chosen, type Edits } from '@/ordering/sheet'

export interface TopUp {
  /** The lines that grow, with the packs they grow to. */
  packs: Record<string, number>
  addedMinor: number
  /** Whether shelf life, room and demand allow as much as the supplier wants. */
  reached: boolean
}

/** Adds to what would run out first, step by step, and never beyond what the line allows or what sells in twice the time. */
export function topUp(chosen: Chosen[], minimumMinor: number): TopUp {
  const lines = chosen.map((one) => ({ ...one }))
  let missing = addUp(lines, minimumMinor).shortMinor
  const packs: Record<string, number> = {}
  let addedMinor = 0
  while (missing > 0) {
    const next = shortest(lines)
    if (!next) break
    const before = next.packs
    next.packs = stepUp(next)
    const cost = (next.packs - before) * next.line.priceMinor
    packs[next.line.product] = next.packs
    missing -= cost
    addedMinor += cost
  }
  return { packs, addedMinor, reached: missing <= 0 }
}

/** The edits of the whole sheet once it has grown; a line that grew back to its suggestion is no edit. */
export function withTopUp(chosen: Chosen[], { packs }: TopUp): Edits {
  return Object.fromEntries(chosen.flatMap((one) => {
    const grown = packs[one.line.product] ?? one.packs
    if (grown === one.proposed) return []
    const reason = grown === one.packs ? one.reason : (one.reason ?? 'order_value')
    return [[one.line.product, { packs: grown, reason }]]
  }))
}

function stepUp({ line, packs }: Chosen): number {
  return packs === 0 ? fewestPacks(line) : packs + line.multiple
}

function mayGrow(one: Chosen): boolean {
  const { suggestion, packBaseUnits, priceMinor } = one.line
  const units = stepUp(one) * packBaseUnits
  const sold = 2 * needOf(one)
  return priceMinor > 0 && sold > 0 && units <= (suggestion.limit ?? Infinity) && suggestion.carry + units <= sold
}

/** What is needed until the delivery after this one, with what has to stay. */
function needOf({ line: { suggestion } }: Chosen): number {
  return suggestion.demandAfterArrival + suggestion.safetyStock
}

/** What may grow and lasts the shortest; of two that last as long, the first on the sheet. */
function shortest(lines: Chosen[]): Chosen | null {
  let found: Chosen | null = null
  for (const one of lines) {
    if (mayGrow(one) && (!found || heldOf(one) * needOf(found) < heldOf(found) * needOf(one))) found = one
  }
  return found
}

function heldOf({ line, packs }: Chosen): number {
  return line.suggestion.carry + packs * line.packBaseUnits
}
