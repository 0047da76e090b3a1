import { effectScope, ref, type EffectScope } from 'vue'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { BO, json, MIRA, network, offline, startAfresh, use } from './testing'
import { db } from './db'
import { readDocument, refreshDocument, refreshOnScreen, useDocument, type DocumentView } from './documents'

const URL = '/api/today'
let scope: EffectScope

function open<T>(url: string | (() => string | null)): DocumentView<T> {
  return scope.run(() => useDocument<T>(url))!
}

beforeEach(async () => {
  await startAfresh()
  scope = effectScope()
})
afterEach(() => scope.stop())

test('shows the server’s document and keeps it', async () => {
  network(() => json(200, { visits: 1 }, { etag: '"1"' }))
  const today = open<{ visits: number }>(URL)
  expect(today.state.value).toBe('refreshing')
  await vi.waitFor(() => expect(today.data.value).toEqual({ visits: 1 }))
  expect(today.state.value).toBe('fresh')
  expect(await readDocument(URL)).toEqual({ visits: 1 })
})

test('shows the copy at once and says that it is offline', async () => {
  await db.documents.put({ person: MIRA.id, url: URL, etag: '"1"', fetchedAt: 123, body: { visits: 7 } })
  network(offline)
  const today = open<{ visits: number }>(URL)
  await vi.waitFor(() => expect(today.state.value).toBe('offline'))
  expect(today.data.value).toEqual({ visits: 7 })
  expect(today.fetchedAt.value).toBe(123)
})

test('a copy that the server calls true is younger, and neither written nor read anew', async () => {
  await db.documents.put({ person: MIRA.id, url: URL, etag: '"1"', fetchedAt: 123, body: { visits: 7 } })
  const sent = network(() => new Response(null, { status: 304 }))
  const [write, read] = [vi.spyOn(db.documents, 'put'), vi.spyOn(db.documents, 'get')]
  const today = open<{ visits: number }>(URL)
  await vi.waitFor(() => expect(today.fetchedAt.value).toBeGreaterThan(123))
  expect(today.state.value).toBe('fresh')
  expect(sent[0]!.headers.get('if-none-match')).toBe('"1"')
  expect(write).not.toHaveBeenCalled()
  expect(read).toHaveBeenCalledTimes(1)
  expect((await db.documents.get([MIRA.id, URL]))!.fetchedAt).toBe(123)
  vi.restoreAllMocks()
})

test('a copy that was tidied away while the server said that it is still true is fetched whole', async () => {
  await db.documents.put({ person: MIRA.id, url: URL, etag: '"1"', fetchedAt: 123, body: { visits: 7 } })
  const sent = network(async ({ headers }) => {
    if (!headers.get('if-none-match')) return json(200, { visits: 7 }, { etag: '"1"' })
    await db.documents.clear()
    return new Response(null, { status: 304 })
  })
  expect((await refreshDocument(URL)).state).toBe('fresh')
  expect(sent.length).toBe(2)
  expect(await readDocument(URL)).toEqual({ visits: 7 })
})

test('what is on screen is read once, and asks with the tag of the copy it shows', async () => {
  await db.documents.put({ person: MIRA.id, url: URL, etag: '"1"', fetchedAt: 123, body: { visits: 7 } })
  let answer: (response: Response) => void = () => {}
  const sent = network(() => new Promise<Response>((resolve) => (answer = resolve)))
  const read = vi.spyOn(db.documents, 'get')
  const today = open<{ visits: number }>(URL)
  await vi.waitFor(() => expect(sent.length).toBe(1))
  expect(read).toHaveBeenCalledTimes(1)
  read.mockRestore()
  expect(sent[0]!.headers.get('if-none-match')).toBe('"1"')
  answer(json(200, { visits: 8 }, { etag: '"2"' }))
  await vi.waitFor(() => expect(today.data.value).toEqual({ visits: 8 }))
})

test('what was written while an earlier question was out is asked for anew, once for all who ask', async () => {
  const answers: ((response: Response) => void)[] = []
  const sent = network(() => new Promise<Response>((resolve) => answers.push(resolve)))
  const today = open<{ visits: number }>(URL)
  await vi.waitFor(() => expect(sent.length).toBe(1))
  const both = Promise.all([today.refresh(), today.refresh()])
  answers[0]!(json(200, { visits: 7 }, { etag: '"1"' }))
  await vi.waitFor(() => expect(sent.length).toBe(2))
  answers[1]!(json(200, { visits: 8 }, { etag: '"2"' }))
  await both
  await vi.waitFor(() => expect(today.data.value).toEqual({ visits: 8 }))
  expect(sent.length).toBe(2)
})

test('404 takes the copy away: it is no longer ours to see', async () => {
  await db.documents.put({ person: MIRA.id, url: URL, etag: null, fetchedAt: 1, body: {} })
  network(() => json(404, { type: '/problems/not-found' }))
  const today = open(URL)
  await vi.waitFor(() => expect(today.state.value).toBe('missing'))
  await vi.waitFor(() => expect(today.data.value).toBeNull())
})

test('an ended session leaves the copy where it is', async () => {
  await db.documents.put({ person: MIRA.id, url: URL, etag: null, fetchedAt: 1, body: { visits: 7 } })
  network(() => json(401))
  expect((await refreshDocument(URL)).state).toBe('offline')
  expect(await readDocument(URL)).toEqual({ visits: 7 })
})

test("one person never sees another person's copy", async () => {
  await db.documents.put({ person: MIRA.id, url: URL, etag: null, fetchedAt: 1, body: { visits: 7 } })
  network(offline)
  await use(BO)
  expect(await readDocument(URL)).toBeNull()
})

test('an answer that comes after the person changed is not kept', async () => {
  network(async () => {
    await use(BO)
    return json(200, { secret: true })
  })
  await refreshDocument(URL)
  expect(await db.documents.count()).toBe(0)
})

test('asked twice at once it goes once, and follows its address', async () => {
  const sent = network(({ url }) => json(200, { url }))
  const id = ref('1')
  const thing = open<{ url: string }>(() => `/api/things/${id.value}`)
  await Promise.all([thing.refresh(), thing.refresh()])
  expect(sent).toHaveLength(1)
  id.value = '2'
  await vi.waitFor(() => expect(thing.data.value).toEqual({ url: '/api/things/2' }))
})

test('a live event refreshes what is on screen, and only that', async () => {
  const sent = network(({ url }) => json(200, { url }))
  open('/api/issues')
  const closed = effectScope()
  closed.run(() => useDocument('/api/orders'))
  await vi.waitFor(() => expect(sent).toHaveLength(2))
  await new Promise((resolve) => setTimeout(resolve, 10))
  closed.stop()
  await refreshOnScreen(() => true)
  expect(sent.map(({ url }) => url)).toEqual(['/api/issues', '/api/orders', '/api/issues'])
})
