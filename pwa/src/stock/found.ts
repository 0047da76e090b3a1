/** What expired goods an issue names are worth in the ledger: products, lots and quantities as far as they are known; pure. */
import type { StockLine } from '@/counting/find'
import { isOver } from '@/stock/sheet'
import type { Wire } from '@/wire'

/** A line being filled in; the date is asked for only where the book knows no expired lot. */
export interface FoundLine {
  product: string
  units: number
  expiresOn: string | null
}
export type FoundLot = StockLine['lots'][number]

export function expiredLots(line: StockLine | undefined, today: string): FoundLot[] {
  return (line?.lots ?? []).filter(({ expiresOn }) => isOver(expiresOn, today)).sort((one, other) => one.expiresOn.localeCompare(other.expiresOn))
}

/** As the book has it: all that is over its date, else the one thing that somebody saw. */
export function prefilled(product: string, line: StockLine | undefined, today: string): FoundLine {
  const known = expiredLots(line, today).reduce((sum, { baseUnits }) => sum + baseUnits, 0)
  return { product, units: known || 1, expiresOn: null }
}

/** The oldest lots first; what is beyond all of them names none. */
export function lotsOf({ units, expiresOn }: FoundLine, known: readonly FoundLot[]): Wire<'LotIn'>[] {
  if (known.length === 0) return expiresOn ? [{ expiresOn, baseUnits: units, code: '' }] : []
  let left = units
  return known.flatMap((lot) => {
    const baseUnits = Math.min(left, lot.baseUnits)
    left -= baseUnits
    return baseUnits > 0 ? [{ expiresOn: lot.expiresOn, baseUnits, code: '' }] : []
  })
}
