/** A delivery being taken in, line by line; pure. */
import { readAmount, sayAmount } from '@/ordering/amount'
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
  /** Only where the delivery note has another price or pack than the order; as they are typed. */
  price: string
  packUnits: string
  photos: string[]
}
type Ordered = Pick<Wire<'OrderLineOut'>, 'product' | 'packs' | 'packBaseUnits' | 'priceMinor' | 'confirmedPacks'>

export function orderedUnits(line: Ordered): number {
  return line.packs * line.packBaseUnits
}

/** All of it came, unless the supplier said before that less would. */
export function begin(line: Ordered): Taken {
  const packs = line.confirmedPacks ?? line.packs
  const came = packs >= line.packs ? 'full' : packs > 0 ? 'part' : 'none'
  return {
    product: line.product, came, units: packs * line.packBaseUnits, reason: came === 'full' ? null : 'short',
    expiresOn: '', lot: '', temperature: '', price: '', packUnits: '', photos: [],
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

/** The price of a pack where it is another than ordered; null for none, NaN for what is no amount. */
export function otherPrice(taken: Taken, line: Ordered): number | null {
  const minor = taken.came === 'none' ? null : readAmount(taken.price)
  return minor === line.priceMinor ? null : minor
}

/** What a pack holds where it is another than ordered; null for none, NaN for what is no number. */
export function otherPack(taken: Taken, line: Ordered): number | null {
  const typed = taken.came === 'none' ? '' : taken.packUnits.trim()
  if (!typed) return null
  if (!/^[1-9]\d{0,5}$/.test(typed)) return NaN
  return Number(typed) === line.packBaseUnits ? null : Number(typed)
}

/** By how much a pack as it was ordered is dearer now, in minor units; a smaller pack at the old price is dearer too. */
export function dearer(taken: Taken, line: Ordered): number {
  const price = otherPrice(taken, line) ?? line.priceMinor
  const pack = otherPack(taken, line) ?? line.packBaseUnits
  return Math.round((price * line.packBaseUnits) / pack) - line.priceMinor
}

export function isWrong(taken: Taken, line: Ordered): boolean {
  return [tenthsOf(taken.temperature), otherPrice(taken, line), otherPack(taken, line)].some(Number.isNaN)
}

export function needsReason(taken: Taken, line: Ordered): boolean {
  return unitsOf(taken, line) < orderedUnits(line) && taken.reason === null
}

/** A line of a delivery as it was sent, to be looked at again. */
export function takenAgain({ product, baseUnits, reason = null, lots = [], temperatureTenths = null, photos = [], priceMinor = null, packBaseUnits = null }: Wire<'ReceivedLineIn'>): Taken {
  const came = reason === null ? 'full' : baseUnits > 0 ? 'part' : 'none'
  return {
    product, came, units: baseUnits, reason: reason as ShortReason | null, photos, expiresOn: lots[0]?.expiresOn ?? '', lot: lots[0]?.code ?? '',
    temperature: temperatureTenths === null ? '' : String(temperatureTenths / 10),
    price: sayAmount(priceMinor), packUnits: packBaseUnits === null ? '' : String(packBaseUnits),
  }
}

export function toSend(taken: Taken, line: Ordered): Wire<'ReceivedLineIn'> {
  const baseUnits = unitsOf(taken, line)
  const lots = taken.expiresOn && baseUnits ? [{ expiresOn: taken.expiresOn, baseUnits, code: taken.lot.trim() }] : []
  const temperatureTenths = baseUnits ? tenthsOf(taken.temperature) : null
  return {
    product: taken.product, baseUnits, reason: taken.came === 'full' ? null : taken.reason, lots, temperatureTenths, photos: taken.photos,
    priceMinor: otherPrice(taken, line), packBaseUnits: otherPack(taken, line),
  }
}
