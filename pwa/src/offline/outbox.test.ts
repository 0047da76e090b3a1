import { beforeEach, describe, expect, test, vi } from 'vitest'
import { BO, json, MIRA, network, offline, startAfresh, use, type Sent } from './testing'
import { reachable, signInNeeded } from './api'
import { db } from './db'
import { onDelivered, requestDrain } from './drain'
import { discard, enqueue, retry, retryAll, type NewCommand } from './outbox'
import { putPhoto } from './photo-store'
import { signIn } from './session'

const TITLE = { zh: '记录', en: 'Record' }
const command = (name: string, lane = name): NewCommand => ({ lane, url: `/api/things/${name}`, body: { name }, title: TITLE })
const urls = (sent: Sent[]): string[] => sent.map((one) => one.url)
const puts = (sent: Sent[]): string[] => urls(sent.filter((one) => one.method === 'PUT'))

async function sendAll(commands: Parameters<typeof enqueue>[0]): Promise<void> {
  await enqueue(commands)
  await requestDrain()
}

beforeEach(startAfresh)

describe('a confirmed reply is the only thing that removes a command', () => {
  test('201 removes it', async () => {
    const sent = network(() => json(201))
    await sendAll([command('a')])
    expect(sent).toMatchObject([{ method: 'PUT', url: '/api/things/a', body: { name: 'a' } }])
    expect(await db.outbox.count()).toBe(0)
  })

  test.each([500, 502, 503, 429, 408])('%i keeps it for later', async (status) => {
    network(() => json(status))
    await sendAll([command('a')])
    const [row] = await db.outbox.toArray()
    expect(row).toMatchObject({ state: 'waiting', attempts: 1, problem: null })
    expect(row!.nextAt).toBeGreaterThan(Date.now())
  })

  test('no network keeps it, and says that nobody is reachable', async () => {
    network(offline)
    await sendAll([command('a'), command('b')])
    expect(await db.outbox.toArray()).toMatchObject([{ state: 'waiting' }, { state: 'waiting' }])
    expect(reachable.value).toBe(false)
  })

  test("a hotel's login page with 200 keeps it", async () => {
    network(() => new Response('<html>Welcome', { status: 200, headers: { 'content-type': 'text/html' } }))
    await sendAll([command('a')])
    expect(await db.outbox.count()).toBe(1)
  })

  test('a reply that is lost after the commit is asked for again and then removed', async () => {
    let first = true
    const sent = network(() => (first ? ((first = false), offline()) : json(200)))
    await sendAll([command('a')])
    await retryAll()
    await requestDrain()
    expect(puts(sent)).toEqual(['/api/things/a', '/api/things/a'])
    expect(await db.outbox.count()).toBe(0)
  })

  test('Retry-After is waited for', async () => {
    network(() => json(503, {}, { 'retry-after': '600' }))
    await sendAll([command('a')])
    expect((await db.outbox.toArray())[0]!.nextAt).toBeGreaterThan(Date.now() + 590_000)
  })
})

describe('a refused command', () => {
  const problem = { type: '/problems/unacceptable', title: 'Look again', status: 422, fields: [{ path: 'name', message: 'too short' }] }

  test('is parked with its reason, and other lanes go on', async () => {
    const sent = network(({ url }) => (url.endsWith('/a') ? json(422, problem) : json(200)))
    await sendAll([command('a'), command('b')])
    expect(urls(sent)).toEqual(['/api/things/a', '/api/things/b'])
    expect(await db.outbox.toArray()).toMatchObject([{ url: '/api/things/a', state: 'parked', problem: { type: problem.type, fields: problem.fields } }])
  })

  test('holds back what follows in its lane', async () => {
    const sent = network(() => json(409))
    await sendAll([command('a', 'lane'), command('b', 'lane')])
    expect(urls(sent)).toEqual(['/api/things/a'])
  })

  test('goes again when a person says so, and is gone only when a person discards it', async () => {
    network(() => json(403))
    await sendAll([command('a')])
    const { seq } = (await db.outbox.toArray())[0]!
    await retry(seq)
    await requestDrain()
    expect((await db.outbox.get(seq))!.state).toBe('parked')
    await discard(seq)
    expect(await db.outbox.count()).toBe(0)
  })

  test('a waiting command cannot be discarded', async () => {
    network(() => json(500))
    await sendAll([command('a')])
    await discard((await db.outbox.toArray())[0]!.seq)
    expect(await db.outbox.count()).toBe(1)
  })
})

describe('an ended session', () => {
  test('stops sending and keeps everything', async () => {
    const sent = network(() => json(401))
    await sendAll([command('a'), command('b')])
    await requestDrain()
    expect(sent).toHaveLength(1)
    expect(signInNeeded.value).toBe(true)
    expect(await db.outbox.toArray()).toMatchObject([{ state: 'waiting', attempts: 0, nextAt: 0 }, { state: 'waiting' }])
  })

  test("another person's work is untouched while somebody else is signed in", async () => {
    network(offline)
    await sendAll([command('of-mira')])
    await db.outbox.toCollection().modify({ nextAt: 0 })
    await use(BO)
    const sent = network(() => json(200))
    await sendAll([command('of-bo')])
    expect(urls(sent)).toEqual(['/api/things/of-bo'])
    expect(await db.outbox.toArray()).toMatchObject([{ person: MIRA.id, url: '/api/things/of-mira' }])
  })

  test('signing in waits for a running drain, so that nobody’s work goes out under another name', async () => {
    const sent = network(async ({ method }) => {
      await new Promise((resolve) => setTimeout(resolve, 10))
      return method === 'POST' ? json(201, BO) : json(200)
    })
    await enqueue([command('of-mira'), command('also-of-mira')])
    const draining = requestDrain()
    expect(await signIn('bo', 'secret')).toBe('done')
    await draining
    expect(urls(sent)).toEqual(['/api/things/of-mira', '/api/things/also-of-mira', '/api/sessions'])
  })

  test('nobody signed in: nothing is sent and nothing is taken in', async () => {
    await use(null)
    const sent = network(() => json(200))
    await expect(enqueue([command('a')])).rejects.toThrow()
    await requestDrain()
    expect(sent).toHaveLength(0)
  })
})

describe('one transaction', () => {
  test('the local change and the command are kept together or not at all', async () => {
    network(offline)
    const failing = enqueue([command('a')], async () => {
      await db.settings.put({ key: 'draft', value: 1 })
      throw new Error('no room')
    })
    await expect(failing).rejects.toThrow('no room')
    expect(await db.outbox.count()).toBe(0)
    expect(await db.settings.get('draft')).toBeUndefined()
  })

  test('what a feature does on delivery happens with the removal, or neither', async () => {
    const handler = vi.fn(async () => {
      await db.settings.put({ key: 'receipt', value: 'r1' })
    })
    onDelivered('/api/receipted/', handler)
    network(() => json(200, { id: 'r1' }))
    await sendAll([{ ...command('a'), url: '/api/receipted/a' }, command('b')])
    expect(handler).toHaveBeenCalledOnce()
    expect(handler).toHaveBeenCalledWith(expect.objectContaining({ url: '/api/receipted/a' }), { id: 'r1' })
    expect((await db.settings.get('receipt'))?.value).toBe('r1')
  })
})

test('a feature that fails to take its answer in keeps its command and stops nobody else', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  onDelivered('/api/failing/', () => Promise.reject(new Error('no room')))
  const sent = network(() => json(200))
  await sendAll([{ ...command('a'), url: '/api/failing/a' }, command('b')])
  expect(urls(sent)).toEqual(['/api/failing/a', '/api/things/b'])
  expect(await db.outbox.toArray()).toMatchObject([{ url: '/api/failing/a', state: 'waiting', attempts: 1 }])
  vi.restoreAllMocks()
})

describe('order', () => {
  test('two drains at once send once', async () => {
    const sent = network(async () => {
      await new Promise((resolve) => setTimeout(resolve, 20))
      return json(200)
    })
    await enqueue([command('a'), command('b')])
    await Promise.all([requestDrain(), requestDrain(), requestDrain()])
    await requestDrain()
    expect(urls(sent)).toEqual(['/api/things/a', '/api/things/b'])
  })

  test('what is enqueued during a drain goes up too', async () => {
    const sent = network(async ({ url }) => {
      if (url.endsWith('/a')) await enqueue([command('b')])
      return json(200)
    })
    await sendAll([command('a')])
    await requestDrain()
    expect(urls(sent)).toEqual(['/api/things/a', '/api/things/b'])
  })

  test('a command cut off while it was being sent is sent again', async () => {
    network(offline)
    await sendAll([command('a')])
    await db.outbox.toCollection().modify({ state: 'sending', nextAt: 0 })
    const sent = network(() => json(200))
    await requestDrain()
    expect(sent).toHaveLength(1)
    expect(await db.outbox.count()).toBe(0)
  })
})

describe('photos', () => {
  const photo = (sha256: string, lane: string): { sha256: string; lane: string; title: typeof TITLE } => ({ sha256, lane, title: TITLE })

  beforeEach(async () => {
    await putPhoto('p1', new Blob(['one'], { type: 'image/jpeg' }), null)
    await putPhoto('p2', new Blob(['two'], { type: 'image/jpeg' }), null)
  })

  test('go up before the record that names them, and are marked as delivered', async () => {
    const sent = network(() => json(201))
    await sendAll([photo('p1', 'walk'), photo('p2', 'walk'), command('walk')])
    expect(urls(sent)).toEqual(['/api/photos/p1', '/api/photos/p2', '/api/things/walk'])
    expect(sent[0]!.headers.get('content-type')).toBe('image/jpeg')
    expect((await db.photos.get([MIRA.id, 'p1']))?.deliveredAt).toBeGreaterThan(0)
  })

  test('a refused photo does not hold its record', async () => {
    const sent = network(({ url }) => json(url.includes('photos') ? 413 : 200))
    await sendAll([photo('p1', 'walk'), command('walk')])
    expect(urls(sent)).toEqual(['/api/photos/p1', '/api/things/walk'])
    expect(await db.outbox.toArray()).toMatchObject([{ photo: 'p1', state: 'parked' }])
  })

  test('a photo damaged on its way is sent again', async () => {
    network(() => json(422, { type: '/problems/photo-name-mismatch' }))
    await sendAll([photo('p1', 'walk')])
    expect(await db.outbox.toArray()).toMatchObject([{ photo: 'p1', state: 'waiting' }])
  })

  test('the same photo twice goes up once, and never again after delivery', async () => {
    const sent = network(() => json(201))
    await sendAll([photo('p1', 'walk'), photo('p1', 'other')])
    await sendAll([photo('p1', 'walk')])
    expect(sent).toHaveLength(1)
  })

  test('a photo that is not on the phone is refused at once', async () => {
    network(() => json(201))
    await expect(enqueue([photo('nowhere', 'walk')])).rejects.toThrow('not on this phone')
  })
})

test('of what replaces one another only the newest waits, and nothing of another address goes with it', async () => {
  network(() => offline())
  const line = (url: string, packs: number) => ({ lane: 'sheet', url, body: { packs }, title: { zh: '', en: '' }, replaces: true })
  await enqueue([line('/api/a', 1), line('/api/b', 7)])
  await enqueue([line('/api/a', 2)])
  await enqueue([line('/api/a', 3)])
  expect((await db.outbox.orderBy('seq').toArray()).map(({ url, body }) => [url, body])).toEqual([['/api/b', { packs: 7 }], ['/api/a', { packs: 3 }]])
})
