import { beforeEach, expect, test, vi } from 'vitest'
import { json, MIRA, network, offline, startAfresh } from './testing'
import { reachable, signInNeeded } from './api'
import { db } from './db'
import { requestDrain } from './drain'
import { enqueue, unsent } from './outbox'
import { putPhoto } from './photo-store'
import { describe as told, report } from './report'

const TITLE = { zh: '秘密', en: 'Secret' }

beforeEach(async () => {
  await startAfresh()
  vi.stubGlobal('document', { visibilityState: 'visible' })
  vi.stubGlobal('navigator', { userAgent: 'Mozilla/5.0 (Linux; Android 15) Chrome/140.0' })
  network(offline)
  await putPhoto('p1', new Blob(['one']), null)
  await enqueue([{ lane: 'a', sha256: 'p1', title: TITLE }, { lane: 'a', url: '/api/things/a', body: { secret: 1 }, title: TITLE }])
  await requestDrain()
  await db.outbox.where('url').equals('/api/things/a').modify({ state: 'parked', createdAt: Date.now() - 3_600_000 })
  reachable.value = true
})

test('a phone tells how much it holds, of which how much was refused, and since when; never what', async () => {
  const sent = network(() => new Response(null, { status: 204 }))
  await report(await unsent(MIRA.id))
  expect(sent[0]!.url).toMatch(/^\/api\/devices\/[0-9a-f-]{36}\/unsent$/)
  expect(sent[0]!.body).toMatchObject({ name: 'Chrome · Android', records: 1, photos: 1, refused: 1 })
  expect(Date.now() - Date.parse((sent[0]!.body as { oldestAt: string }).oldestAt)).toBeGreaterThan(3_590_000)
  expect(JSON.stringify(sent[0]!.body)).not.toContain('ecret')
})

test('it says the same thing once, an end too, and always under the same name', async () => {
  const sent = network(() => new Response(null, { status: 204 }))
  await report([])
  await report([])
  await report(await unsent(MIRA.id))
  expect(sent).toHaveLength(2)
  expect(sent[0]!.body).toMatchObject({ records: 0, photos: 0, oldestAt: null })
  expect(new Set(sent.map(({ url }) => url)).size).toBe(1)
})

test('it keeps silent without a network or a session, and says it later when the word was lost', async () => {
  const rows = (await unsent(MIRA.id)).slice(0, 1)
  const sent = network(() => json(503))
  signInNeeded.value = true
  await report(rows)
  signInNeeded.value = false
  reachable.value = false
  await report(rows)
  expect(sent).toHaveLength(0)
  reachable.value = true
  await report(rows)
  await report(rows)
  expect(sent).toHaveLength(2)
})

test('nothing waiting is no age', () => expect(told([])).toMatchObject({ records: 0, photos: 0, oldestAt: null }))
