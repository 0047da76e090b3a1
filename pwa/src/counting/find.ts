/** Finds products in a store's stock by name in either language, by number, or by the whole of a barcode. */
import type { BarcodeFormat } from 'barcode-detector/ponyfill'
import type { Wire } from '@/wire'

export type StockLine = Wire<'StockLine'>

/** What is printed on goods. */
export const GOODS: readonly BarcodeFormat[] = ['ean_13', 'ean_8', 'upc_a', 'upc_e', 'itf']

export function find(lines: StockLine[], words: string): StockLine[] {
  const wanted = words.trim().toLowerCase()
  if (!wanted) return lines
  return lines.filter((line) =>
    [line.name.zh, line.name.en, line.sku].some((text) => text.toLowerCase().includes(wanted)) || hasBarcode(line, wanted))
}

/** A scanner may read a UPC as an EAN with a zero in front. */
export function hasBarcode({ barcodes }: StockLine, code: string): boolean {
  return /^\d{8,14}$/.test(code) && barcodes.some((one) => one.padStart(14, '0') === code.padStart(14, '0'))
}
