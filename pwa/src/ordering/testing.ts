/** Sheets for tests: what a line says beside what a test is about. */
import type { OrderSheet, SheetLine } from '@/ordering/sheet'

const WORDS = { zh: '', en: '' }

export function line(product: string, packs: number, more: Partial<SheetLine> = {}, suggested: Partial<SheetLine['suggestion']> = {}): SheetLine {
  const suggestion = {
    packs, baseUnits: packs * 12, basis: 'par', demandUntilArrival: 0, demandAfterArrival: 0, safetyStock: 0,
    onHand: 0, onOrder: 0, carry: 0, raw: 0, limit: null, flags: [], words: WORDS, ...suggested,
  } as SheetLine['suggestion']
  return {
    product, sku: product, name: WORDS, baseUnit: WORDS, packBaseUnits: 12, priceMinor: 1000, minimumPacks: 1,
    multiple: 1, onHand: 0, onOrder: 0, par: 24, countedAt: null, suggestion, ...more,
  }
}

export function sheet(...lines: SheetLine[]): OrderSheet {
  return {
    store: 's', storeName: WORDS, supplier: 'p', supplierName: WORDS, deliveryOn: '2026-11-25', cutOffAt: '2026-11-24T08:00:00Z',
    nextDeliveryOn: '2026-11-27', graceMinutes: 30, minimumOrderMinor: 5000, currency: 'CNY',
    lines, placed: [],
  }
}
