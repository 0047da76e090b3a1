/** The products of a store by its order sheets, as far as this phone has them. */
import { shallowRef, watchEffect, type ShallowRef } from 'vue'
import { readDocument, refreshDocument } from '@/offline'
import type { Wire } from '@/wire'

export type Product = Pick<Wire<'SheetLine'>, 'product' | 'sku' | 'name'>

/** Fills in from the phone first, then from the server; empty while nothing is known. */
export function useProducts(store: () => string | null): ShallowRef<Product[]> {
  const products = shallowRef<Product[]>([])
  watchEffect(() => {
    const wanted = store()
    products.value = []
    if (wanted) void gather(wanted, (found) => wanted === store() && (products.value = found))
  })
  return products
}

async function gather(store: string, tell: (found: Product[]) => void): Promise<void> {
  const list = `/api/stores/${store}/order-sheets`
  tell(await heldProducts(list))
  await refreshDocument(list)
  const sheets = (await readDocument<Wire<'SheetCard'>[]>(list)) ?? []
  await Promise.all(sheets.map(({ supplier }) => refreshDocument(`${list}/${supplier}`)))
  tell(await heldProducts(list))
}

async function heldProducts(list: string): Promise<Product[]> {
  const cards = (await readDocument<Wire<'SheetCard'>[]>(list)) ?? []
  const sheets = await Promise.all(cards.map(({ supplier }) => readDocument<Wire<'OrderSheet'>>(`${list}/${supplier}`)))
  const lines = sheets.flatMap((sheet) => sheet?.lines ?? [])
  return [...new Map(lines.map(({ product, sku, name }) => [product, { product, sku, name }])).values()]
}
