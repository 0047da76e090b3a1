import { expect, test } from 'vitest'
import { concerns, parseEvent, readEvents } from './live-events'

const event = { id: '7', name: 'issue.raised', subject: 'i1', store: 's1' }

test.each([
  ['/api/issues', true], ['/api/issues?store=s2', true], ['/api/issues/i1', true], ['/api/issues/i2', false],
  ['/api/stores/s1/visit', true], ['/api/today', true], ['/api/workload', true], ['/api/overview', true], ['/api/orders', false],
  ['/api/checklist-versions/i1', false],
])('an issue.raised event and %s', (url, expected) => {
  expect(concerns(url, event)).toBe(expected)
})

test('people have a plural of their own', () => {
  const changed = { id: '8', name: 'person.kept', subject: 'p1', store: null }
  expect(['/api/people?active=true', '/api/people/p1', '/api/people/p2', '/api/persons'].map((url) => concerns(url, changed))).toEqual([true, true, false, false])
})

test('reads a stream in whatever pieces it comes, and skips comments', async () => {
  const text = ': hello\n\nid: 7\nevent: issue.raised\ndata: {"subject":"i1",\ndata: "store":"s1"}\n\nid: 8\r\nevent: order.placed\r\ndata: {}\r\n\r\n'
  const bytes = new TextEncoder().encode(text)
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (let at = 0; at < bytes.length; at += 9) controller.enqueue(bytes.slice(at, at + 9))
      controller.close()
    },
  })
  const found = []
  for await (const one of readEvents(body)) found.push(one)
  expect(found).toEqual([event, { id: '8', name: 'order.placed', subject: null, store: null }])
})

test('a block without a name or with broken data is harmless', () => {
  expect(parseEvent('data: {}')).toBeNull()
  expect(parseEvent('event: x.y\ndata: {broken')).toMatchObject({ name: 'x.y', subject: null })
})
