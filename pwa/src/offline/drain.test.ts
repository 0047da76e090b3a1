import { beforeEach, expect, test, vi } from 'vitest'
import { BO, json, MIRA, network, offline, startAfresh, use, type Sent } from './testing'
import { db, type Command } from './db'
import { IN_A_ROW, requestDrain, wakeAt } from './drain'
import { enqueue, type NewCommand } from './outbox'

const TITLE = { zh: '记录', en: 'Record' }
const things = (count: number): NewCommand[] =>
  Array.from({ length: count }, (_, at) => ({ lane: `lane ${at}`, url: `/api/things/${at}`, body: { at }, title: TITLE }))
const puts = (sent: Sent[]): string[] => sent.filter(({ method }) => method === 'PUT').map(({ url }) => url)
const knocks = (sent: Sent[]): number => sent.filter(({ url }) => url === '/api/health').length

async function sendAll(commands: NewCommand[]): Promise<void> {
  await enqueue(commands)
  await requestDrain()
}

beforeEach(startAfresh)

test('one lost answer holds up its own lane and no other', async () => {
  const sent = network(({ url }) => (url === '/api/things/0' ? offline() : json(201)))
  await sendAll([...things(4), { ...things(1)[0]!, url: '/api/things/0-after' }])
  expect(puts(sent)).toEqual(things(4).map(({ url }) => url))
  expect(await db.outbox.toArray()).toMatchObject([{ url: '/api/things/0', attempts: 1 }, { url: '/api/things/0-after', attempts: 0 }])
})

test('a server that is down is knocked at once, and not with everything that waits', async () => {
  const sent = network(offline)
  await sendAll(things(50))
  for (let turn = 0; turn < 5; turn++) await requestDrain()
  expect(puts(sent)).toHaveLength(1)
  expect(knocks(sent)).toBe(7)
  expect(wakeAt.value).toBeNull()
})

test("a hotel's login page is nobody who answers", async () => {
  const sent = network(() => new Response('<html>Welcome', { status: 200, headers: { 'content-type': 'text/html' } }))
  await sendAll(things(50))
  expect(puts(sent)).toHaveLength(1)
})

test('a server that answers 500 to everything is left in peace for a while, by every tab', async () => {
  const sent = network(() => json(500))
  await sendAll(things(50))
  expect(puts(sent)).toHaveLength(IN_A_ROW)
  const rows = await db.outbox.toArray()
  expect(Math.min(...rows.map(({ nextAt }) => nextAt))).toBeGreaterThanOrEqual(Date.now() + 7000)
  expect(wakeAt.value).toBe(rows[49]!.nextAt)
  await requestDrain()
  expect(puts(sent)).toHaveLength(IN_A_ROW)
})

test('a rest keeps nobody else waiting', async () => {
  network(() => json(500))
  await sendAll(things(50))
  await use(BO)
  const sent = network(() => json(201))
  await sendAll(things(2))
  expect(puts(sent)).toHaveLength(2)
  expect(await db.outbox.where('person').equals(MIRA.id).count()).toBe(50)
})

test('a good answer in between is a sign of life', async () => {
  const sent = network(({ url }) => json(Number(url.split('/').pop()) % IN_A_ROW === 0 ? 201 : 500))
  await sendAll(things(50))
  expect(puts(sent)).toHaveLength(50)
})

test('the end of the first pause is known, so that nobody waits for the next beat', async () => {
  network(({ url }) => json(url.endsWith('/1') ? 503 : 201))
  await sendAll(things(3))
  expect(wakeAt.value).toBe((await db.outbox.toArray())[0]!.nextAt)
})

test('a clock that is set back three hours prolongs no pause', async () => {
  network(() => json(503))
  await sendAll(things(1))
  const sent = network(() => json(201))
  const now = Date.now()
  vi.spyOn(Date, 'now').mockImplementation(() => now - 3 * 3600_000)
  await requestDrain()
  vi.restoreAllMocks()
  expect(puts(sent)).toHaveLength(1)
  expect(await db.outbox.count()).toBe(0)
})

test('five hundred records on a bad line all arrive, each as often as its answer was lost and once more', async () => {
  let dice = 7
  const lucky = (): boolean => (dice = (dice * 48271) % 2147483647) % 100 >= 35
  const taken = new Map<string, number>()
  const sent = network(({ method, url }) => {
    if (method === 'GET') return json(200)
    taken.set(url, (taken.get(url) ?? 0) + 1)
    return lucky() ? json(201) : dice % 2 ? offline() : json(500)
  })
  await sendAll(things(500))
  for (let turn = 0; turn < 40 && (await db.outbox.count()) > 0; turn++) {
    await db.outbox.toCollection().modify({ nextAt: 0 })
    await requestDrain()
  }
  expect(await db.outbox.count()).toBe(0)
  expect(taken.size).toBe(500)
  expect(puts(sent).length).toBeLessThan(1000)
}, 120_000) // Seconds on an idle machine; a busy one is slow and not wrong.

/** How many rows the database hands out in a drain of so many writes; what others might have written is not looked for. */
async function rowsRead(count: number): Promise<number> {
  await startAfresh()
  network(() => json(201))
  await db.outbox.bulkAdd(things(count).map((thing) => ({
    ...thing, person: MIRA.id, method: 'PUT' as const, photo: null, size: 1, opens: null, createdAt: 0, attempts: 0, nextAt: 0,
    state: 'waiting' as const, problem: null, lastError: null, replacedBy: null, exportedAt: null,
  })))
  let read = 0
  const counting = (row: Command): Command => (read++, row)
  db.outbox.hook('reading', counting)
  vi.spyOn(performance, 'now').mockReturnValue(0)
  await requestDrain()
  db.outbox.hook('reading').unsubscribe(counting)
  vi.restoreAllMocks()
  expect(await db.outbox.count()).toBe(0)
  return read
}

test('a send costs the database the same, however much waits', async () => {
  const few = (await rowsRead(20)) / 20
  expect((await rowsRead(200)) / 200).toBeLessThanOrEqual(few)
  expect(few).toBeLessThan(5)
})

test('what is written, corrected or tried again while a long line goes up does not wait for its end', async () => {
  await enqueue([...things(1), { ...things(1)[0]!, lane: 'refused', url: '/api/things/refused' }])
  await db.outbox.where('url').equals('/api/things/refused').modify({ state: 'parked' })
  let answered = 0
  const sent = network(async ({ method }) => {
    if (method !== 'PUT') return json(200)
    answered += 1
    if (answered === 1) await enqueue(things(40).slice(1))
    // Another tab's tap: nothing tells this tab of it.
    if (answered === 2) await db.outbox.where('url').equals('/api/things/refused').modify({ state: 'waiting' })
    await new Promise((resolve) => setTimeout(resolve, 100))
    return json(201)
  })
  await requestDrain()
  expect(puts(sent)).toHaveLength(41)
  expect(puts(sent).indexOf('/api/things/refused')).toBeLessThan(20)
}, 30_000)

test('a write that another tab took off the phone meanwhile is not sent', async () => {
  const sent = network(async ({ url }) => {
    if (url.endsWith('/0')) await db.outbox.where('url').equals('/api/things/2').delete()
    return json(201)
  })
  await sendAll(things(4))
  expect(puts(sent)).toEqual(['/api/things/0', '/api/things/1', '/api/things/3'])
})
