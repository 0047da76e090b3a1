/** Ten seconds at a shelf: one product counted before the book may say what it thinks, kept on the phone, then sent. */
import type { Bilingual } from '@/i18n'
import { enqueue, serverNow, stamps, uuid7, type NewCommand } from '@/offline'
import type { Wire } from '@/wire'

/** Where the wrong number was found: the ledger names it as the source of the count. */
export interface Source {
  store: string
  inspection?: string
  issue?: string
}

export interface Seen {
  product: string
  name: Bilingual
  units: number
  at: string
}

/** How far the book is off, once somebody has counted without looking at it. */
export function compare(counted: number, book: number): { kind: 'same' | 'more' | 'less'; by: number } {
  if (counted === book) return { kind: 'same', by: 0 }
  return { kind: counted > book ? 'more' : 'less', by: Math.abs(counted - book) }
}

/** What was typed as a number of base units; null while it is none. */
export function unitsIn(typed: string): number | null {
  const digits = typed.normalize('NFKC').trim()
  return /^\d{1,6}$/.test(digits) ? Number(digits) : null
}

export function seenNow(product: string, name: Bilingual, units: number): Seen {
  return { product, name, units, at: new Date(serverNow()).toISOString() }
}

export function commandOf({ store, inspection, issue }: Source, { product, name, units, at }: Seen): NewCommand {
  const body: Omit<Wire<'CountIn'>, 'deviceAt' | 'estimatedAt'> = {
    lines: [{ product, place: '', baseUnits: units, countedAt: at, lots: [] }], note: '', inspection: inspection ?? null,
  }
  const about = issue ? `/api/issues/${issue}` : `/api/stores/${store}`
  return {
    lane: issue ? `issue:${issue}` : `stock:${store}`, url: `${about}/counts/${uuid7()}`, body: { ...body, ...stamps() },
    title: { zh: `盘点：${name.zh} × ${units}`, en: `Count: ${name.en} × ${units}` },
    opens: issue ? `/issues/${issue}` : `/stock?store=${store}`,
  }
}

export function keepCount(source: Source, seen: Seen): Promise<void> {
  return enqueue([commandOf(source, seen)])
}
