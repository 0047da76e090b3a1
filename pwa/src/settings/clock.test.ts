import { expect, test } from 'vitest'
import { readClock, sayClock, spanBetween } from '@/settings/clock'

test.each([[0, '00:00'], [480, '08:00'], [1439, '23:59'], [1440, '00:00'], [1500, '01:00']])('%d minutes', (minutes, words) => {
  expect(sayClock(minutes)).toBe(words)
})

test.each([['08:00', '22:30', 480, 1350], ['18:00', '02:00', 1080, 1560], ['00:00', '00:00', 0, 1440]])('%s to %s', (from, to, opens, closes) => {
  expect(spanBetween(from, to)).toEqual({ opens, closes })
})

test('half a clock is none', () => {
  expect([readClock(''), readClock('8:00'), spanBetween('08:00', '')]).toEqual([null, null, null])
})
