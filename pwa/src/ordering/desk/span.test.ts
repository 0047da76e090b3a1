import { expect, test } from 'vitest'
import { day, daysBefore } from '@/ordering/desk/span'

test.each([
  [new Date(2026, 10, 26, 23, 59), 0, '2026-11-26'],
  [new Date(2026, 10, 26, 0, 1), 27, '2026-10-30'],
  [new Date(2028, 2, 1, 12), 1, '2028-02-29'],
  [new Date(2027, 0, 3, 12), 6, '2026-12-28'],
])('%s minus %i days is %s', (moment, days, expected) => {
  expect(day(daysBefore(moment, days))).toBe(expected)
})
