/** One sheet on several phones: the last tap on a line holds, as the server has it; pure. */
import type { Edits, Reason } from '@/ordering/sheet'
import type { Wire } from '@/wire'

export type SheetEdit = Wire<'SheetEdit'>

/** A line as it was set on this phone and has not been seen on the server yet; no packs mean: as suggested. */
export interface Note {
  packs: number | null
  reason: Reason | null
  at: string
}
export type Notes = Record<string, Note>
type Ranked = Pick<Note, 'packs' | 'at'>

/** Whether the first holds over the second: it was tapped later, or at the same moment with the larger number. */
export function isLater(one: Ranked, other: Ranked): boolean {
  const [first, second] = [Date.parse(one.at), Date.parse(other.at)]
  return first === second ? (one.packs ?? -1) > (other.packs ?? -1) : first > second
}

/** The lines of a sheet with those that were answered since it was read; of one setting the sheet knows more. */
export function withAnswered(edits: readonly SheetEdit[], answered: readonly SheetEdit[]): readonly SheetEdit[] {
  const held = new Map(edits.map((edit) => [edit.product, edit]))
  const newer = answered.filter((edit) => !held.has(edit.product) || isLater(edit, held.get(edit.product)!))
  if (newer.length === 0) return edits
  const replaced = new Set(newer.map(({ product }) => product))
  return [...edits.filter(({ product }) => !replaced.has(product)), ...newer]
}

/** The notes that say something newer than the server does. */
export function stillOpen(notes: Notes, edits: readonly SheetEdit[]): Notes {
  const held = new Map(edits.map((edit) => [edit.product, edit]))
  return Object.fromEntries(Object.entries(notes).filter(([product, note]) => {
    const edit = held.get(product)
    return !edit || isLater(note, edit)
  }))
}

/** What the store changed: everybody's lines, with those of this phone where they are newer. */
export function mergeEdits(edits: readonly SheetEdit[], notes: Notes): Edits {
  const lines: Record<string, Pick<Note, 'packs' | 'reason'>> = {}
  for (const { product, packs, reason } of edits) lines[product] = { packs, reason: reason as Reason | null }
  return toEdits({ ...lines, ...stillOpen(notes, edits) })
}

export function toEdits(lines: Record<string, Pick<Note, 'packs' | 'reason'>>): Edits {
  return Object.fromEntries(Object.entries(lines).flatMap(([product, { packs, reason }]) => (packs === null ? [] : [[product, { packs, reason }]])))
}

/** The notes that lead from one state of the sheet to another. */
export function notesBetween(before: Edits, after: Edits, at: string): Notes {
  const products = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return Object.fromEntries(products.flatMap((product) => {
    const [was, is] = [before[product], after[product]]
    if (was?.packs === is?.packs && was?.reason === is?.reason) return []
    return [[product, { packs: is?.packs ?? null, reason: is?.reason ?? null, at }]]
  }))
}

/** Who else set which line. */
export function othersOf(edits: readonly SheetEdit[], notes: Notes, me: string | undefined): Record<string, string> {
  const open = stillOpen(notes, edits)
  return Object.fromEntries(edits.filter(({ product, packs, by }) => packs !== null && by !== me && !open[product]).map(({ product, byName }) => [product, byName]))
}

/** What an extra order has to bring of the lines that the order went out without. */
export function toCatchUp(missed: readonly SheetEdit[]): Edits {
  return toEdits(Object.fromEntries(missed.map(({ product, packs, ordered }) => [product, { packs: Math.max(0, (packs ?? 0) - ordered!) || null, reason: null }])))
}
