/** Placing an order: kept on the phone with everything that belongs to it, then sent. */
import type { Bilingual } from '@/i18n'
import { enqueue, removeDraft, stamps, uuid7, type Command } from '@/offline'
import { leftOut, linesToSend, type Chosen } from '@/ordering/sheet'
import type { Wire } from '@/wire'

export type OrderIn = Wire<'OrderIn'>

export interface Wanted {
  /** Set where a refused order is being corrected: the one that is to arrive in its place. */
  id?: string | undefined
  store: string
  supplier: string
  supplierName: Bilingual
  deliveryOn: string
  chosen: Chosen[]
  extra: boolean
  issue?: string | undefined
  stayOut?: string[] | undefined
}

/** Places orders, all or none, and lets go of the draft they came from; returns their ids. */
export async function placeOrders(wanted: Wanted[], draft: string | null = null): Promise<string[]> {
  const commands = wanted.map((order) => commandOf(order.id ?? uuid7(), order))
  await enqueue(commands, async () => {
    if (draft) await removeDraft(draft)
  })
  return commands.map(({ id }) => id)
}

function commandOf(id: string, order: Wanted) {
  const { store, supplier, deliveryOn, extra, issue = null } = order
  const body: OrderIn = { ...stamps(), store, supplier, deliveryOn, extra, issue, lines: linesToSend(order.chosen, extra), leftOut: leftOut(order.chosen, extra, order.stayOut) }
  // An order from an issue follows that issue, which may itself still wait here.
  const lane = issue ? `issue:${issue}` : laneOf(body)
  return { id, lane, url: `/api/orders/${id}`, body, title: titleOf(order.supplierName, extra), opens: `/orders/${id}` }
}

/** Sends an order that was refused beside another one again, as an extra order. */
export async function placeAsExtra(refused: Command): Promise<string> {
  const id = uuid7()
  const body = { ...(refused.body as OrderIn), extra: true }
  await enqueue([{ lane: laneOf(body), url: `/api/orders/${id}`, body, title: refused.title, opens: `/orders/${id}` }])
  return id
}

function laneOf({ store, supplier }: OrderIn): string {
  return `order:${store}:${supplier}`
}

function titleOf(supplier: Bilingual, extra: boolean): Bilingual {
  return extra
    ? { zh: `加单：${supplier.zh}`, en: `Extra order: ${supplier.en}` }
    : { zh: `订货：${supplier.zh}`, en: `Order: ${supplier.en}` }
}
