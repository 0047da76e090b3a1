import { beforeEach, expect, test } from 'vitest'
import { json, MIRA, network, startAfresh } from '@/offline/testing'
import { keepDocument, readDocument, readDraft, requestDrain } from '@/offline'
import { unsent } from '@/offline/outbox'
import { registerOrdering } from './delivered'
import { keepDraft, shareLines, sheetDraft } from './share'
import type { OrderSheet } from './sheet'
import { line, sheet } from './testing'
import type { SheetDraft } from './use-sheet'

registerOrdering()
beforeEach(startAfresh)
const URL = '/api/stores/s/order-sheets/u'
const at = '2026-11-24T04:00:01.000Z'
const nameOf = () => ({ zh: '牛奶', en: 'Milk' })
const milk = { packs: 5, reason: null, at }
const answer = { product: 'milk', packs: 6, reason: null, by: 'li', byName: 'Li', at: '2026-11-24T04:00:09Z', ordered: 0, missed: false }
const draft = () => readDraft<SheetDraft>(sheetDraft('s', 'u'))

async function send(): Promise<{ url: string }[]> {
  const sent = network(() => json(200, answer))
  await shareLines({ store: 's', supplier: 'u', deliveryOn: '2026-11-25', notes: { milk }, nameOf })
  await requestDrain()
  return sent
}

test('what the server has of a line is laid into the phone\'s sheet, and the draft lets go of it', async () => {
  await keepDocument(URL, { ...sheet(line('milk', 2)), store: 's', supplier: 'u' })
  await keepDraft(sheetDraft('s', 'u'), { notes: { milk, tea: { ...milk, packs: 1 } }, extra: false })
  expect((await send()).map(({ url }) => url)).toEqual([`${URL}/lines/milk`])
  expect((await readDocument<OrderSheet>(URL))!.edits).toEqual([answer])
  expect(Object.keys((await draft())!.notes)).toEqual(['tea'])
  expect(await unsent(MIRA.id)).toEqual([])
})

test('what was tapped again meanwhile stays in the draft until it has gone up itself', async () => {
  await keepDraft(sheetDraft('s', 'u'), { notes: { milk: { ...milk, packs: 7, at: '2026-11-24T04:00:02.000Z' } }, extra: false })
  await send()
  expect((await draft())!.notes.milk!.packs).toBe(7)
})

test('a sheet of another delivery is left alone', async () => {
  await keepDocument(URL, { ...sheet(line('milk', 2)), deliveryOn: '2026-11-27' })
  await send()
  expect((await readDocument<OrderSheet>(URL))!.edits).toBeUndefined()
})
