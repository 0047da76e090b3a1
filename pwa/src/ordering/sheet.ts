/** The arithmetic of an order sheet on the phone; pure. */
import type { Wire } from '@/wire'

export type OrderSheet = Wire<'OrderSheet'>
export type SheetLine = Wire<'SheetLine'>
export type Reason = NonNullable<Wire<'OrderLineIn'>['reason']>

export interface Edit {
  packs: number
  reason: Reason | null
}
/** What the store changed, by product. */
export type Edits = Record<string, Edit>

export interface Chosen extends Edit {
  line: SheetLine
  /** What the sheet proposes: the suggestion, or nothing in an extra order. */
  proposed: number
}

/** Every line with the packs it stands at. A line that stands as `before` stays the same object, so that it is not drawn again. */
export function choose(sheet: Pick<OrderSheet, 'lines'>, edits: Edits, extra = false, before: readonly Chosen[] = []): Chosen[] {
  return sheet.lines.map((line, place) => {
    const proposed = extra ? 0 : proposedPacks(line)
    const edit = edits[line.product]
    const chosen = { line, proposed, packs: edit?.packs ?? proposed, reason: edit?.reason ?? null }
    const old = before[place]
    return old && isSame(old, chosen) ? old : chosen
  })
}

/** The lines of a newer answer; one that says the same as before stays the same object, so that it is not drawn again. */
export function keepLines(before: SheetLine[], now: SheetLine[]): SheetLine[] {
  const held = new Map(before.map((line) => [line.product, line]))
  const kept = now.map((line) => {
    const old = held.get(line.product)
    return old && JSON.stringify(old) === JSON.stringify(line) ? old : line
  })
  return kept.length === before.length && kept.every((line, place) => line === before[place]) ? before : kept
}

function isSame(one: Chosen, other: Chosen): boolean {
  return one.line === other.line && one.proposed === other.proposed && one.packs === other.packs && one.reason === other.reason
}

/** The suggestion, where the supplier takes it; one below the minimum would come back refused. */
export function proposedPacks(line: SheetLine): number {
  return line.suggestion.packs >= fewestPacks(line) ? line.suggestion.packs : 0
}

/** The fewest packs that meet both the minimum and the multiple. */
export function fewestPacks(line: SheetLine): number {
  return Math.max(1, Math.ceil(line.minimumPacks / line.multiple)) * line.multiple
}

/** The nearest number of packs that the supplier sells, in the direction of the change. */
export function fitPacks(line: SheetLine, wanted: number, before: number): number {
  const fewest = fewestPacks(line)
  if (wanted <= 0) return 0
  if (wanted < fewest) return wanted < before ? 0 : fewest
  const round = wanted < before ? Math.floor : Math.ceil
  return round(wanted / line.multiple) * line.multiple
}

/** The edits after one line was set to some packs; a line that is back at its proposal is no edit. */
export function setPacks(edits: Edits, chosen: Chosen, wanted: number): Edits {
  const packs = fitPacks(chosen.line, wanted, chosen.packs)
  const { [chosen.line.product]: _, ...others } = edits
  return packs === chosen.proposed ? others : { ...others, [chosen.line.product]: { packs, reason: chosen.reason } }
}

export interface Totals {
  lines: number
  minor: number
  /** What is missing to the value below which the supplier does not come. */
  shortMinor: number
}

export function addUp(chosen: Chosen[], minimumMinor = 0): Totals {
  const ordered = chosen.filter(({ packs }) => packs > 0)
  const minor = ordered.reduce((sum, { line, packs }) => sum + packs * line.priceMinor, 0)
  return { lines: ordered.length, minor, shortMinor: Math.max(0, minimumMinor - minor) }
}

/** The lines to send: those of no packs stay here. */
export function linesToSend(chosen: Chosen[], extra = false): Wire<'OrderLineIn'>[] {
  return chosen.filter(({ packs }) => packs > 0).map(({ line, packs, proposed, reason }) => ({
    product: line.product,
    packs,
    suggestedPacks: line.suggestion.packs,
    reason: packs === proposed || extra ? null : reason,
    packBaseUnits: line.packBaseUnits,
    priceMinor: line.priceMinor,
  }))
}

/**
 * What was suggested and set to no packs, so that somebody can tell later how that went; an extra order leaves nothing out.
 * What stays out of a corrected order is left out only once somebody gives a reason for it.
 */
export function leftOut(chosen: Chosen[], extra = false, stayOut: readonly string[] = []): NonNullable<Wire<'OrderIn'>['leftOut']> {
  if (extra) return []
  return chosen.filter(({ line, packs, reason }) => packs === 0 && proposedPacks(line) > 0 && (reason !== null || !stayOut.includes(line.product)))
    .map(({ line, reason }) => ({ product: line.product, suggestedPacks: line.suggestion.packs, reason }))
}

export interface Delivery {
  on: string
  /** Null when this is the delivery after the one that the sheet was computed for. */
  cutOffAt: string | null
}

/** Which delivery an order placed now is for, also when the sheet has lain on the phone since before the cut-off. */
export function deliveryAt(now: number, sheet: Pick<OrderSheet, 'deliveryOn' | 'nextDeliveryOn' | 'cutOffAt'>): Delivery {
  if (now <= Date.parse(sheet.cutOffAt)) return { on: sheet.deliveryOn, cutOffAt: sheet.cutOffAt }
  return { on: sheet.nextDeliveryOn, cutOffAt: null }
}

/** The lines of an empty shelf: at least what the supplier sells at once, whatever the book says. */
export function chooseForShelf(sheet: OrderSheet, products: string[], edits: Edits = {}): Chosen[] {
  return sheet.lines.filter(({ product }) => products.includes(product)).map((line) => {
    const proposed = Math.max(proposedPacks(line), fewestPacks(line))
    const edit = edits[line.product]
    return { line, proposed, packs: edit?.packs ?? proposed, reason: edit?.reason ?? null }
  })
}
