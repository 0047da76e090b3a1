/** What people do about an order that was placed: kept on the phone, then sent. */
import { addressFor, enqueue, removeDraft, stamps, uuid7, type NewPhoto } from '@/offline'
import type { Bilingual } from '@/i18n'
import type { Wire } from '@/wire'

type OrderOut = Wire<'OrderOut'>
export type Status = OrderOut['status']
export type ShortReason = NonNullable<Wire<'ReceivedLineIn'>['reason']>
export const SHORT_REASONS: ShortReason[] = ['short', 'wrong', 'damaged', 'late', 'price']
/** In these states goods may arrive. */
export const MAY_RECEIVE: Status[] = ['placed', 'sent', 'refused', 'confirmed', 'shipped']
export const MAY_CANCEL: Status[] = ['held', 'placed', 'sent', 'refused', 'confirmed']

/** Whether nothing will come of an order, so that its delivery is free again. */
export function isOver(status: Status): boolean {
  return status === 'refused' || status === 'rejected' || status === 'cancelled'
}

export function decide(order: OrderOut, approved: boolean, note = ''): Promise<void> {
  return send(order, 'decisions', { approved, note }, approved
    ? { zh: `批准订货单 ${order.number}`, en: `Approve order ${order.number}` }
    : { zh: `驳回订货单 ${order.number}`, en: `Reject order ${order.number}` })
}

export function cancel(order: OrderOut): Promise<void> {
  return send(order, 'cancellations', { note: '' }, { zh: `取消订货单 ${order.number}`, en: `Cancel order ${order.number}` })
}

export function receive(order: OrderOut, lines: Wire<'ReceivedLineIn'>[], note: string, draft: string): Promise<void> {
  const title = { zh: `收货 ${order.number}`, en: `Receive ${order.number}` }
  const photos = [...new Set(lines.flatMap((line) => line.photos ?? []))]
  return send(order, 'receipts', { lines, note }, title, photos, draft)
}

export const receiptDraft = (order: string): string => `receipt/${order}`

async function send(order: OrderOut, what: string, body: object, title: Bilingual, photos: string[] = [], draft: string | null = null): Promise<void> {
  const lane = `order:${order.id}`
  const opens = `/orders/${order.id}`
  const pictures: NewPhoto[] = photos.map((sha256) => ({ lane, sha256, title, opens }))
  const fresh = `/api/orders/${order.id}/${what}/${uuid7()}`
  const url = draft ? await addressFor(draft, fresh) : fresh
  await enqueue([...pictures, { lane, url, body: { ...body, ...stamps() }, title, opens }], async () => {
    if (draft) await removeDraft(draft)
  })
}
