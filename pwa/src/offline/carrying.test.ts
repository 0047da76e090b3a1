import { beforeEach, expect, test } from 'vitest'
import { BO, json, MIRA, network, offline, startAfresh, use } from './testing'
import { canBeHandedIn, handInFor, packUnsent, takeIn, unpack } from './carrying'
import { db } from './db'
import { readDraft, saveDraft } from './drafts'
import { requestDrain } from './drain'
import { enqueue, unsent } from './outbox'
import { getPhoto, putPhoto } from './photo-store'

const TITLE = { zh: '巡店', en: 'Visit' }
const P1 = 'a'.repeat(64)
const [VISIT, PHOTO] = ['/api/inspections/v1', `/api/photos/${P1}`]

async function aDayOffline(): Promise<void> {
  network(offline)
  await putPhoto(P1, new Blob(['picture'], { type: 'image/jpeg' }), null)
  await saveDraft('visit:v2', { answers: [1, 2] })
  await enqueue([{ lane: 'v1', sha256: P1, title: TITLE }, { lane: 'v1', url: VISIT, body: { photos: [P1], note: '好' }, title: TITLE }])
  await requestDrain()
}

async function onAnotherPhone(): Promise<void> {
  await Promise.all(db.tables.map((table) => table.clear()))
  await use(MIRA)
}

beforeEach(async () => {
  await startAfresh()
  await aDayOffline()
})

test('work carried to another phone is whole: writes in order, drafts and the very bytes of photos', async () => {
  const packed = await packUnsent()
  const before = (await unsent(MIRA.id)).map(({ url, body, lane }) => ({ url, body, lane }))
  await onAnotherPhone()
  expect(await takeIn(unpack(packed))).toBe(2)
  expect((await unsent(MIRA.id)).map(({ url, body, lane }) => ({ url, body, lane }))).toEqual(before)
  expect(await readDraft('visit:v2')).toEqual({ answers: [1, 2] })
  expect(await (await getPhoto(P1))!.blob.text()).toBe('picture')
})

test('taken in twice, or on the phone it came from, nothing doubles and nothing newer is lost', async () => {
  const packed = await packUnsent()
  await new Promise((resolve) => setTimeout(resolve, 5))
  await saveDraft('visit:v2', { answers: [1, 2, 3] })
  expect(await takeIn(unpack(packed))).toBe(0)
  expect(await takeIn(unpack(packed))).toBe(0)
  expect(await unsent(MIRA.id)).toHaveLength(2)
  expect(await readDraft('visit:v2')).toEqual({ answers: [1, 2, 3] })
})

test('one write alone takes its photos along, and nothing else', async () => {
  const row = (await unsent(MIRA.id)).find(({ url }) => url === VISIT)!
  const opened = unpack(await packUnsent([row.seq]))
  expect([opened.commands.length, opened.drafts.length, opened.photos.map(({ sha256 }) => sha256)]).toEqual([1, 0, [P1]])
})

test('HQ hands it in under its author’s address, photos and all, with the very same content', async () => {
  const opened = unpack(await packUnsent())
  await onAnotherPhone()
  await use(BO)
  const sent = network(() => json(201))
  expect(await handInFor(MIRA.id, opened)).toBe(2)
  await requestDrain()
  expect(sent.map(({ url, body }) => [url, body instanceof Blob || body])).toEqual([
    [`/api/hand-overs/mira/photos/${P1}`, true], ['/api/hand-overs/mira/inspections/v1', { photos: [P1], note: '好' }],
  ])
  expect([PHOTO, sent[0]!.headers.get('storewalk-person')]).toEqual([PHOTO, BO.id])
})

test.each([
  ['/api/inspections/a', true], ['/api/issues/a/fixes/b', true], ['/api/issues/a/fixes/b/verification', false], ['/api/people/a', false],
])('%s can be handed in: %s', (url, expected) => expect(canBeHandedIn(url)).toBe(expected))
