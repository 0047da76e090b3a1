/** What the phone keeps of an order once the server has it, until the lists are read anew. */
import { t } from '@/i18n'
import { keepDocument, onDelivered, readDocument } from '@/offline'
import { registerOrderCorrection } from '@/ordering/correcting'
import { formatDay } from '@/ordering/days'
import { takeInLine } from '@/ordering/share'
import { toast } from '@/ui/toast'
import type { Wire } from '@/wire'

type OrderOut = Wire<'OrderOut'>
type OrderCard = Wire<'OrderCard'>

export function registerOrdering(): void {
  registerOrderCorrection()
  onDelivered('/api/stores/', takeInLine)
  onDelivered('/api/orders/', async (command, reply) => {
    const order = reply as OrderOut
    await keepDocument(`/api/orders/${order.id}`, order)
    await layIntoLists(order)
    if (order.moved && command.url.endsWith(order.id)) toast(t('ordering.movedToast', { day: formatDay(order.deliveryOn) }))
  })
}

/** Between the reply and the next reading a list must not offer the same delivery again. */
async function layIntoLists(order: OrderOut): Promise<void> {
  const { issue: _, orderLines: __, dispatches: ___, deeds: ____, cutOffAt: _____, beyond: ______, leftOut: _______, raised: ________, ...card } = order
  const sheets = `/api/stores/${order.store}/order-sheets`
  await change<Wire<'SheetCard'>[]>(sheets, (cards) => cards.map((sheet) => withOrder(sheet, card)))
  await change<Wire<'OrderSheet'>>(`${sheets}/${order.supplier}`, (sheet) => withOrder(sheet, card))
  for (const list of ['/api/orders', `/api/orders?store=${order.store}`]) {
    await change<Wire<'OrderPage'>>(list, (page) => ({ ...page, orders: withCard(page.orders, card, 'first') }))
  }
}

async function change<T>(url: string, edit: (document: T) => T): Promise<void> {
  const held = await readDocument<T>(url)
  if (held !== null) await keepDocument(url, edit(held))
}

function withOrder<T extends { supplier: string; deliveryOn: string; placed: OrderCard[] }>(sheet: T, card: OrderCard): T {
  if (sheet.supplier !== card.supplier || sheet.deliveryOn !== card.deliveryOn) return sheet
  return { ...sheet, placed: withCard(sheet.placed, card, 'last') }
}

function withCard(cards: OrderCard[], card: OrderCard, place: 'first' | 'last'): OrderCard[] {
  const others = cards.filter(({ id }) => id !== card.id)
  return place === 'first' ? [card, ...others] : [...others, card]
}
