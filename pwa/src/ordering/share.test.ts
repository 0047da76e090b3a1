import { beforeEach, expect, test } from 'vitest'
import { json, MIRA, network, startAfresh } from '@/offline/testing'
import { keepDocument, readDocument, readDraft, requestDrain } from '@/offline'
import { unsent } from '@/offline/outbox'
import { registerOrdering } from './delivered'
import { answeredOf, keepDraft, shareLines, sheetDraft, type Answered } from './share'
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

const answered = () => readDocument<Answered>(answeredOf('s', 'u'))

test('what the server has of a line is laid beside the phone\'s sheet, and the draft lets go of it', async () => {
  await keepDraft(sheetDraft('s', 'u'), { notes: { milk, tea: { ...milk, packs: 1 } }, extra: false })
  expect((await send()).map(({ url }) => url)).toEqual([`${URL}/lines/milk`])
  expect(await answered()).toEqual({ deliveryOn: '2026-11-25', edits: [answer] })
  expect(Object.keys((await draft())!.notes)).toEqual(['tea'])
  expect(await unsent(MIRA.id)).toEqual([])
})

test('what was tapped again meanwhile stays in the draft until it has gone up itself', async () => {
  await keepDraft(sheetDraft('s', 'u'), { notes: { milk: { ...milk, packs: 7, at: '2026-11-24T04:00:02.000Z' } }, extra: false })
  await send()
  expect((await draft())!.notes.milk!.packs).toBe(7)
})

test('of one line the newest answer is kept, and none of another delivery', async () => {
  await keepDocument(answeredOf('s', 'u'), { deliveryOn: '2026-11-25', edits: [{ ...answer, packs: 1 }, { ...answer, product: 'tea' }] })
  await send()
  expect((await answered())!.edits.map(({ product, packs }) => `${product} ${packs}`)).toEqual(['tea 6', 'milk 6'])
  await keepDocument(answeredOf('s', 'u'), { deliveryOn: '2026-11-23', edits: [{ ...answer, product: 'tea' }] })
  await send()
  expect(await answered()).toEqual({ deliveryOn: '2026-11-25', edits: [answer] })
})
