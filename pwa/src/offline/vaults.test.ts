/** Two people, one phone: nothing of the one is there for the other. */
import { BO, json, MIRA, network, offline, startAfresh, use } from './testing'
import Dexie from 'dexie'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { effectScope } from 'vue'
import { atomically, db, writeSetting } from './db'
import { readDocument } from './documents'
import { readDraft, removeDraft, saveDraft, useDrafts } from './drafts'
import { requestDrain } from './drain'
import { signInNeeded } from './api'
import { enqueue, unsent } from './outbox'
import { getPhoto, putPhoto, usePhotoPlaces } from './photo-store'
import { openSession } from './session'
import { useOthersUnsent, useUnsent } from './sync-state'

const TITLE = { zh: '甲的秘密', en: "Mira's secret" }

beforeEach(async () => {
  await startAfresh()
  await writeSetting('names', { mira: 'Mira', bo: 'Bo' })
  network(offline)
  await putPhoto('p1', new Blob(['hers'], { type: 'image/jpeg' }), null)
  await saveDraft('order:riverside', { packs: 3 })
  await enqueue([{ lane: 'a', sha256: 'p1', title: TITLE }, { lane: 'a', url: '/api/things/a', body: { secret: 1 }, title: TITLE }])
  await db.documents.put({ person: MIRA.id, url: '/api/today', etag: null, fetchedAt: 1, body: { visits: 1 } })
  await requestDrain()
})

describe('another person who signs in on the same phone', () => {
  test('sees no draft, no write, no photo and no document of the first', async () => {
    await use(BO)
    expect(await readDraft('order:riverside')).toBeNull()
    expect(await getPhoto('p1')).toBeUndefined()
    expect(await readDocument('/api/today')).toBeNull()
    expect(await unsent(BO.id)).toEqual([])
    const [drafts, writes, places] = effectScope().run(() => [useDrafts(), useUnsent(), usePhotoPlaces(['p1'])] as const)!
    await vi.waitFor(() => expect(places.value).toEqual({ p1: 'server' }))
    expect([drafts.value, writes.value]).toEqual([[], []])
  })

  test('is told whose work is there and how much, and not a word more', async () => {
    await use(BO)
    const others = effectScope().run(useOthersUnsent)!
    await vi.waitFor(() => expect(others.value).toEqual([{ name: 'Mira', count: 2 }]))
  })

  test('neither overwrites nor removes what has the same name', async () => {
    await use(BO)
    await saveDraft('order:riverside', { packs: 99 })
    await putPhoto('p1', new Blob(['his'], { type: 'image/jpeg' }), null)
    await removeDraft('order:riverside')
    await use(MIRA)
    expect(await readDraft('order:riverside')).toEqual({ packs: 3 })
    expect((await getPhoto('p1'))?.person).toBe(MIRA.id)
  })

  test('takes no work of the first along: it goes under its own name, or waits', async () => {
    await db.outbox.toCollection().modify({ nextAt: 0 })
    const sent = network(({ headers }) => json(headers.get('storewalk-person') === BO.id ? 200 : 401))
    await requestDrain()
    await use(BO)
    await requestDrain()
    expect(sent.every(({ headers }) => headers.get('storewalk-person') === MIRA.id)).toBe(true)
    expect([sent.length, signInNeeded.value]).toEqual([1, true])
    expect(await unsent(MIRA.id)).toHaveLength(2)
  })

  test('opens their own vault by whatever proof the server takes', async () => {
    const sent = network(() => json(201, BO))
    expect(await openSession(async () => ({ kind: 'ok', status: 201, data: BO, etag: null }), 'bo')).toBe('done')
    await enqueue([{ lane: 'b', url: '/api/things/b', body: {}, title: TITLE }])
    await requestDrain()
    expect(sent.map(({ url }) => url)).toEqual(['/api/things/b'])
    expect(await unsent(MIRA.id)).toHaveLength(2)
  })
})

test('work of a phone that knew no vaults yet moves into them', async () => {
  db.close()
  await Dexie.delete('storewalk')
  const earlier = new Dexie('storewalk')
  earlier.version(1).stores({
    documents: '[person+url], person', photos: 'sha256, person', drafts: 'id, person', outbox: '++seq, person, lane, url, photo', settings: 'key',
  })
  await earlier.table('drafts').put({ id: 'visit:1', person: MIRA.id, body: { answers: 7 }, updatedAt: 1 })
  await earlier.table('photos').put({ sha256: 'p9', person: MIRA.id, blob: new Blob(['x']), thumb: null, createdAt: 1, deliveredAt: null, coveredBy: null })
  await earlier.table('outbox').add({ person: MIRA.id, lane: 'a', url: '/api/things/a', photo: null, state: 'waiting', attempts: 2 })
  earlier.close()
  await db.open()
  await atomically(() => writeSetting('me', MIRA))
  expect(await readDraft('visit:1')).toEqual({ answers: 7 })
  expect((await getPhoto('p9'))?.sha256).toBe('p9')
  expect(await unsent(MIRA.id)).toMatchObject([{ attempts: 2, lastError: null, replacedBy: null }])
})
