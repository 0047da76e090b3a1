/** A delivery being taken in, line by line; pure. */
import type { ShortReason } from '@/ordering/deeds'
import type { Wire } from '@/wire'

export interface Taken {
  product: string
  came: 'full' | 'part' | 'none'
  units: number
  reason: ShortReason | null
  expiresOn: string
  lot: string
  temperature: string
  photos: string[]
}
type Ordered = Pick<Wire<'OrderLineOut'>, 'product' | 'packs' | 'packBaseUnits' | 'confirmedPacks'>

export function orderedUnits(line: Ordered): number {
  return line.packs * line.packBaseUnits
}

/** All of it came, unless the supplier said before that less would. */
export function begin(line: Ordered): Taken {
  const packs = line.confirmedPacks ?? line.packs
  const came = packs >= line.packs ? 'full' : packs > 0 ? 'part' : 'none'
  return {
    product: line.product, came, units: packs * line.packBaseUnits, reason: came === 'full' ? null : 'short',
    expiresOn: '', lot: '', temperature: '', photos: [],
  }
}

export function unitsOf(taken: Taken, line: Ordered): number {
  return taken.came === 'full' ? orderedUnits(line) : taken.came === 'none' ? 0 : taken.units
}

/** What was typed in tenths of a degree; null for nothing, NaN for what is no temperature. */
export function tenthsOf(text: string): number | null {
  const typed = text.trim().replace(',', '.').replace('−', '-')
  if (!typed) return null
  if (!/^-?\d{1,3}(\.\d)?$/.test(typed)) return NaN
  const tenths = Math.round(Number(typed) * 10)
  return Math.abs(tenths) <= 1000 ? tenths : NaN
}

export function needsReason(taken: Taken, line: Ordered): boolean {
  return unitsOf(taken, line) < orderedUnits(line) && taken.reason === null
}

/** A line of a delivery as it was sent, to be looked at again. */
export function takenAgain({ product, baseUnits, reason = null, lots = [], temperatureTenths = null, photos = [] }: Wire<'ReceivedLineIn'>): Taken {
  const came = reason === null ? 'full' : baseUnits > 0 ? 'part' : 'none'
  return {
    product, came, units: baseUnits, reason: reason as ShortReason | null, photos, expiresOn: lots[0]?.expiresOn ?? '', lot: lots[0]?.code ?? '',
    temperature: temperatureTenths === null ? '' : String(temperatureTenths / 10),
  }
}

export function toSend(taken: Taken, line: Ordered): Wire<'ReceivedLineIn'> {
  const baseUnits = unitsOf(taken, line)
  const lots = taken.expiresOn && baseUnits ? [{ expiresOn: taken.expiresOn, baseUnits, code: taken.lot.trim() }] : []
  const temperatureTenths = baseUnits ? tenthsOf(taken.temperature) : null
  return { product: taken.product, baseUnits, reason: taken.came === 'full' ? null : taken.reason, lots, temperatureTenths, photos: taken.photos }
}
