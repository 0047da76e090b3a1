import { beforeEach, expect, test } from 'vitest'
import { json, MIRA, network, startAfresh } from './testing'
import { db } from './db'
import { requestDrain } from './drain'
import { canCorrect, editAsNew, onCorrect } from './edit-as-new'
import { discard, enqueue, restore, unsent } from './outbox'

const TITLE = { zh: '巡店', en: 'Visit' }
const OLD = { lane: 'same', url: '/api/corrected/old', body: { note: '' }, title: TITLE }
const NEW = { lane: 'same', url: '/api/corrected/new', body: { note: '好' }, title: TITLE }
onCorrect(/^\/api\/corrected\//, async () => ({ url: NEW.url, route: '/visit/new' }))

beforeEach(async () => {
  await startAfresh()
  network(() => json(422))
  await enqueue([OLD])
  await requestDrain()
})

test('the refused write stays untouched until the new one has arrived, and goes with it', async () => {
  const [refused] = await unsent(MIRA.id)
  expect(canCorrect(refused!)).toBe(true)
  expect(await editAsNew(refused!)).toBe('/visit/new')
  expect(await unsent(MIRA.id)).toMatchObject([{ url: OLD.url, body: OLD.body, state: 'parked', replacedBy: NEW.url }])
  network(() => json(500))
  await enqueue([NEW])
  await requestDrain()
  expect(await unsent(MIRA.id)).toHaveLength(2)
  await db.outbox.toCollection().modify({ nextAt: 0 })
  network(() => json(201))
  await requestDrain()
  expect(await unsent(MIRA.id)).toEqual([])
})

test('a corrected write does not hold its own correction back in the lane', async () => {
  await editAsNew((await unsent(MIRA.id))[0]!)
  const sent = network(() => json(201))
  await enqueue([NEW])
  await requestDrain()
  expect(sent.map(({ url }) => url)).toEqual([NEW.url])
})

test('when the correction is refused too, both are still there', async () => {
  await editAsNew((await unsent(MIRA.id))[0]!)
  await enqueue([NEW])
  await requestDrain()
  expect((await unsent(MIRA.id)).map(({ url, state }) => [url, state])).toEqual([[OLD.url, 'parked'], [NEW.url, 'parked']])
})

test('what was discarded comes back as it was', async () => {
  const [refused] = await unsent(MIRA.id)
  await restore((await discard(refused!.seq))!)
  expect(await unsent(MIRA.id)).toEqual([refused])
})

test('nothing is corrected that was not refused, or that no feature knows', async () => {
  const [refused] = await unsent(MIRA.id)
  expect(canCorrect({ ...refused!, state: 'waiting' })).toBe(false)
  expect(canCorrect({ ...refused!, url: '/api/unknown' })).toBe(false)
  await discard(refused!.seq)
  expect(await editAsNew(refused!)).toBeNull()
})
