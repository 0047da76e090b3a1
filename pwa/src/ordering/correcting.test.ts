import { beforeEach, expect, test } from 'vitest'
import { json, MIRA, network, startAfresh } from '@/offline/testing'
import { editAsNew, enqueue, keepDocument, readDraft, requestDrain } from '@/offline'
import { unsent } from '@/offline/outbox'
import { registerOrderCorrection } from './correcting'
import { receive } from './deeds'
import { placeOrders } from './place'
import { toSend, type Taken } from './receipt'
import { choose } from './sheet'
import { line, sheet } from './testing'
import { toEdits } from './together'
import type { SheetDraft } from './use-sheet'

const TITLE = { zh: '订货', en: 'Order' }
const BODY = {
  store: 's', supplier: 'u', deliveryOn: '2026-11-27', extra: false, issue: 'i1', deviceAt: '', estimatedAt: '',
  lines: [{ product: 'milk', packs: 3, suggestedPacks: 2, reason: 'event' }],
}
registerOrderCorrection()
beforeEach(startAfresh)

async function refuse(fields: object[] = [], more: object = {}): Promise<string | null> {
  network(() => json(422, { type: '/problems/unacceptable', fields }))
  await enqueue([{ lane: 'order:s:u', url: '/api/orders/o1', body: { ...BODY, ...more }, title: TITLE }])
  await requestDrain()
  return editAsNew((await unsent(MIRA.id))[0]!)
}
const draft = () => readDraft<{ id: string; extra: boolean }>('order-sheet/s/u')

test('a refused order goes back to its sheet with the packs and reasons it had, and nothing else', async () => {
  await keepDocument('/api/stores/s/order-sheets/u', { lines: [{ product: 'milk' }, { product: 'rice' }] })
  expect(await refuse()).toBe('/orders/s/u')
  expect(await draft()).toMatchObject({ notes: { milk: { packs: 3, reason: 'event' }, rice: { packs: 0, reason: null } }, extra: false, issue: 'i1' })
})

test('what the refused order left out keeps its reason, and what it said nothing about is not left out by the correction', async () => {
  const lines = ['milk', 'rice', 'tea', 'salt'].map((product) => line(product, 2))
  await keepDocument('/api/stores/s/order-sheets/u', { ...sheet(...lines) })
  await refuse([], { leftOut: [{ product: 'rice', suggestedPacks: 2, reason: 'no_space' }] })
  const { id, stayOut, notes } = (await readDraft<SheetDraft>('order-sheet/s/u'))!
  expect(stayOut).toEqual(['tea', 'salt'])
  const chosen = choose({ lines }, toEdits({ ...notes, salt: { ...notes.salt!, reason: 'other' } }))
  const sent = network(() => json(201))
  await placeOrders([{ id: id!, store: 's', supplier: 'u', supplierName: TITLE, deliveryOn: '2026-11-28', chosen, extra: false, stayOut }], 'order-sheet/s/u')
  await requestDrain()
  expect(sent[0]!.body).toMatchObject({
    lines: [{ product: 'milk', packs: 3 }],
    leftOut: [{ product: 'rice', suggestedPacks: 2, reason: 'no_space' }, { product: 'salt', suggestedPacks: 2, reason: 'other' }],
  })
})

test('one that stands beside another order goes on as an extra order', async () => {
  await refuse([{ path: 'deliveryOn', message: '', code: 'already-ordered' }])
  expect((await draft())!.extra).toBe(true)
})

test('once the corrected order has arrived, the refused one is gone', async () => {
  await refuse()
  const { id } = (await draft())!
  const sent = network(() => json(201))
  await placeOrders([{ id, store: 's', supplier: 'u', supplierName: TITLE, deliveryOn: '2026-11-28', chosen: [], extra: false, issue: 'i1' }], 'order-sheet/s/u')
  await requestDrain()
  expect(sent.map(({ url }) => url)).toEqual([`/api/orders/${id}`])
  expect(await unsent(MIRA.id)).toEqual([])
  expect(await draft()).toBeNull()
})

test('a refused delivery is taken in again line by line', async () => {
  const lines = [
    { product: 'milk', baseUnits: 12, reason: null, lots: [{ expiresOn: '2026-12-03', baseUnits: 12, code: 'A7' }], temperatureTenths: -185, photos: [], priceMinor: 1350, packBaseUnits: 2 },
    { product: 'rice', baseUnits: 0, reason: 'short' as const, lots: [], temperatureTenths: null, photos: [], priceMinor: null, packBaseUnits: null },
  ]
  network(() => json(422, { type: '/problems/unacceptable', fields: [] }))
  await enqueue([{ lane: 'order:o1', url: '/api/orders/o1/receipts/r1', body: { lines, note: '迟到' }, title: TITLE }])
  await requestDrain()
  expect(await editAsNew((await unsent(MIRA.id))[0]!)).toBe('/orders/o1/receive')
  const draft = (await readDraft<{ lines: Taken[]; note: string }>('receipt/o1'))!
  expect(draft).toMatchObject({ note: '迟到', lines: [{ came: 'full', lot: 'A7', temperature: '-18.5' }, { came: 'none', reason: 'short' }] })
  const ordered = [12, 6].map((packs) => ({ packs, packBaseUnits: 1, priceMinor: 1200, confirmedPacks: null }))
  expect(draft.lines.map((line, at) => toSend(line, { product: line.product, ...ordered[at]! }))).toEqual(lines)
  const sent = network(() => json(201))
  await receive({ id: 'o1', number: 1 } as unknown as Parameters<typeof receive>[0], lines, '迟到', 'receipt/o1')
  await requestDrain()
  expect(sent.filter(({ url }) => url.includes('/receipts/')).map(({ url }) => url)).not.toContain('/api/orders/o1/receipts/r1')
  expect((await unsent(MIRA.id)).filter(({ photo }) => photo === null)).toEqual([])
})
