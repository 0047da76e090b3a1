import { expect, test } from 'vitest'
import type { Command } from './db'
import { nextToSend, pauseAfter, PHOTO_PATIENCE } from './lanes'

const row = (seq: number, change: Partial<Command> = {}): Command => ({
  seq, lane: `lane ${seq}`, person: 'mira', method: 'PUT', url: `/api/${seq}`, body: {}, photo: null, size: 1,
  title: { zh: '', en: '' }, opens: null, createdAt: 0, attempts: 0, nextAt: 0, state: 'waiting', problem: null,
  lastError: null, replacedBy: null, exportedAt: null, ...change,
})
const NOW = 1000

test('an order is not kept waiting by sixty photos of a walk', () => {
  const photos = Array.from({ length: 60 }, (_, index) => row(index + 1, { lane: 'walk', photo: `p${index}` }))
  const rows = [...photos, row(61, { lane: 'walk' }), row(62, { lane: 'order' })]
  expect(nextToSend(rows, NOW)?.seq).toBe(62)
})

test('a record waits for its photos, but only so long', () => {
  const failed = (attempts: number): Command[] => [row(1, { lane: 'walk', photo: 'p', attempts, nextAt: NOW + 1 }), row(2, { lane: 'walk' })]
  expect(nextToSend(failed(PHOTO_PATIENCE - 1), NOW)).toBeNull()
  expect(nextToSend(failed(PHOTO_PATIENCE), NOW)?.seq).toBe(2)
})

test('a record in its pause holds its lane, not the others', () => {
  const rows = [row(1, { lane: 'a', nextAt: NOW + 1 }), row(2, { lane: 'a' }), row(3, { lane: 'b' })]
  expect(nextToSend(rows, NOW)?.seq).toBe(3)
})

test('photos go on although the record before them was refused', () => {
  expect(nextToSend([row(1, { lane: 'a', state: 'parked' }), row(2, { lane: 'a', photo: 'p' })], NOW)?.seq).toBe(2)
})

test('the pause doubles, has chance in it and ends at five minutes', () => {
  expect([pauseAfter(1, 0), pauseAfter(1, 1)]).toEqual([1000, 2000])
  expect(pauseAfter(3, 1)).toBe(8000)
  expect(pauseAfter(50, 1)).toBe(300_000)
})
