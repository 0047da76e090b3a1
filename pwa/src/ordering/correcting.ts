/** A refused order is corrected on its sheet, with the packs it had, and placed anew; a refused delivery at its back door. */
import { onCorrect, readDocument, reserveAddress, saveDraft, stamps, uuid7, type Command, type Correction } from '@/offline'
import { receiptDraft } from '@/ordering/deeds'
import type { OrderIn } from '@/ordering/place'
import { takenAgain } from '@/ordering/receipt'
import { sheetDraft } from '@/ordering/share'
import type { Edits, OrderSheet } from '@/ordering/sheet'
import { notesBetween } from '@/ordering/together'
import type { SheetDraft } from '@/ordering/use-sheet'
import type { Wire } from '@/wire'

export function registerOrderCorrection(): void {
  onCorrect(/^\/api\/orders\/[^/]+$/, correctOrder)
  onCorrect(/^\/api\/orders\/[^/]+\/receipts\/[^/]+$/, correctReceipt)
}

async function correctOrder({ body, problem }: Command): Promise<Correction> {
  const order = body as OrderIn
  const sheet = await readDocument<OrderSheet>(`/api/stores/${order.store}/order-sheets/${order.supplier}`)
  const beside = problem?.fields?.some(({ code }) => code === 'already-ordered') ?? false
  const id = uuid7()
  const edits = editsOf(order, sheet)
  const notes = notesBetween({}, edits, stamps().estimatedAt)
  const draft: SheetDraft = { notes, extra: Boolean(order.extra) || beside, id, issue: order.issue ?? undefined, stayOut: stayOutOf(order, edits) }
  await saveDraft(sheetDraft(order.store, order.supplier), draft)
  return { url: `/api/orders/${id}`, route: `/orders/${order.store}/${order.supplier}` }
}

/** Every line as it was ordered; what was not ordered stays out, whatever the sheet suggests by now. */
function editsOf(order: OrderIn, sheet: OrderSheet | null): Edits {
  const none = (sheet?.lines ?? []).map(({ product }) => [product, { packs: 0, reason: null }] as const)
  const leftOut = (order.leftOut ?? []).map(({ product, reason = null }) => [product, { packs: 0, reason }] as const)
  const ordered = order.lines.map(({ product, packs, reason = null }) => [product, { packs, reason }] as const)
  return Object.fromEntries([...none, ...leftOut, ...ordered])
}

/** What the refused order neither held nor left out: nobody decided against it. */
function stayOutOf(order: OrderIn, edits: Edits): string[] {
  const decided = new Set([...order.lines, ...(order.leftOut ?? [])].map(({ product }) => product))
  return Object.keys(edits).filter((product) => !decided.has(product))
}

async function correctReceipt({ url, body }: Command): Promise<Correction> {
  const order = url.split('/')[3]!
  const { lines, note = '' } = body as Wire<'ReceiptIn'>
  const fresh = url.replace(/[^/]+$/, uuid7())
  await saveDraft(receiptDraft(order), { lines: lines.map(takenAgain), note })
  await reserveAddress(receiptDraft(order), fresh)
  return { url: fresh, route: `/orders/${order}/receive` }
}
