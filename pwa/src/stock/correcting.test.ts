import { beforeEach, expect, test } from 'vitest'
import { json, MIRA, network, startAfresh } from '@/offline/testing'
import { canCorrect, editAsNew, enqueue, readDraft, requestDrain } from '@/offline'
import { unsent } from '@/offline/outbox'
import { registerStock } from './correcting'
import { correct, draftOf, receive, sendCount, sendTransfer, throwAway, throwAwayFor } from './deeds'

const NAME = { zh: '鲜牛奶', en: 'Milk' }
const AT = '2026-11-26T08:00:00Z'
const STAMPS = { deviceAt: AT, estimatedAt: AT }
registerStock()
beforeEach(startAfresh)

async function refuse(url: string, body: object): Promise<string | null> {
  network(() => json(422, { type: '/problems/unacceptable', status: 422, fields: [] }))
  await enqueue([{ lane: 'stock:s', url, body: { ...body, ...STAMPS }, title: NAME, opens: '/stock?store=s' }])
  await requestDrain()
  const [refused] = await unsent(MIRA.id)
  expect(canCorrect(refused!)).toBe(true)
  return editAsNew(refused!)
}

const LINE = { product: 'milk', baseUnits: 4 }
const DEEDS: [string, string, object, string, () => Promise<unknown>, () => Promise<void>][] = [
  ['count', '/api/stores/s/counts/old', { lines: [{ ...LINE, countedAt: AT, lots: [{ expiresOn: '2026-12-01', baseUnits: 4 }] }] }, '/stock/s/count',
    () => readDraft(draftOf.count('s')), () => sendCount('s', { lines: [LINE] }, draftOf.count('s'))],
  ['waste', '/api/stores/s/wastes/old', { reason: 'spilled', note: '', photos: [], lines: [{ ...LINE, lots: [{ expiresOn: '2026-11-28', baseUnits: 3 }] }] }, '/stock/s/products/milk?deed=waste',
    () => readDraft(draftOf.waste('s', 'milk')), () => throwAway('s', { reason: 'spilled', note: '', photos: [], lines: [LINE] }, NAME, draftOf.waste('s', 'milk'))],
  ['found', '/api/issues/i/wastes/old', { reason: 'expired', note: '冷柜', photos: [], lines: [{ ...LINE, lots: [{ expiresOn: '2026-11-20', baseUnits: 4 }] }] }, '/stock/for-issue/i',
    () => readDraft(draftOf.found('i')), () => throwAwayFor({ id: 'i', version: 1 }, { reason: 'expired', note: '冷柜', photos: [], lines: [LINE] }, NAME, draftOf.found('i'))],
  ['correction', '/api/stores/s/corrections/old', { note: '记错', lines: [{ product: 'milk', baseUnits: -4 }] }, '/stock/s/products/milk?deed=correct',
    () => readDraft(draftOf.correction('s', 'milk')), () => correct('s', { note: '记错', lines: [LINE] }, NAME, draftOf.correction('s', 'milk'))],
  ['transfer', '/api/transfers/old', { fromStore: 's', toStore: 'n', lines: [LINE], note: '' }, '/stock/s/transfers/new',
    () => readDraft(draftOf.transfer('s')), () => sendTransfer({ fromStore: 's', toStore: 'n', lines: [LINE], note: '' }, NAME, draftOf.transfer('s'))],
  ['arrival', '/api/transfers/t/arrivals/old', { lines: [LINE], note: '' }, '/stock/s/transfers?arrive=t', () => readDraft(draftOf.arrival('t')),
    () => receive({ id: 't', toStore: 's', fromName: NAME } as Parameters<typeof receive>[0], { lines: [LINE], note: '' }, draftOf.arrival('t'))],
]
const KEPT: Record<string, object> = {
  count: { milk: { units: 4, at: AT, expiresOn: '2026-12-01' } },
  waste: { units: 4, reason: 'spilled', note: '', photos: [], lot: '2026-11-28' },
  found: { lines: [{ product: 'milk', units: 4, expiresOn: '2026-11-20' }], note: '冷柜', photos: [] },
  correction: { direction: 'less', units: 4, note: '记错' },
  transfer: { to: 'n', units: { milk: 4 } },
  arrival: { milk: 4 },
}

test.each(DEEDS)('a refused %s is written anew where it was written, and goes once the new one has arrived', async (kind, url, body, route, kept, send) => {
  expect(await refuse(url, body)).toBe(route)
  expect(await kept()).toEqual(KEPT[kind])
  const [refused] = await unsent(MIRA.id)
  expect(refused).toMatchObject({ url, state: 'parked' })
  const sent = network(() => json(201))
  await send()
  await requestDrain()
  expect(sent.map((one) => one.url)).toEqual([refused!.replacedBy])
  expect(await unsent(MIRA.id)).toEqual([])
  expect(await kept()).toBeNull()
})

test('what is written after that goes under an address of its own', async () => {
  await refuse('/api/stores/s/counts/old', { lines: [LINE] })
  const sent = network(() => json(201))
  for (const _ of [1, 2]) {
    await sendCount('s', { lines: [LINE] }, draftOf.count('s'))
    await requestDrain()
  }
  expect(new Set(sent.map(({ url }) => url)).size).toBe(2)
})
