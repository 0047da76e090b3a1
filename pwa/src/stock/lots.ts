/** Of which lot something is thrown away: the one that expires first, another, or nobody knows; pure. */
import type { Wire } from '@/wire'

export type LotLeft = Wire<'LotOut'>

/** The lot that is meant: as chosen, the first to expire where nobody chose or the chosen one is gone, none where nobody knows. */
export function meantLot(chosen: string | null | undefined, lots: readonly LotLeft[]): LotLeft | null {
  if (chosen === null) return null
  return lots.find(({ expiresOn }) => expiresOn === chosen) ?? lots[0] ?? null
}

/** How much is more than the book has left of the lot. */
export function beyondLot(units: number, lot: LotLeft | null): number {
  return lot ? Math.max(0, units - lot.baseUnits) : 0
}

/** As it is sent: no more than the lot had; what is beyond it names none, and the ledger takes it from what expires first. */
export function lotsThrownAway(units: number, lot: LotLeft | null): Wire<'LotIn'>[] {
  return lot ? [{ expiresOn: lot.expiresOn, baseUnits: units - beyondLot(units, lot), code: '' }] : []
}
