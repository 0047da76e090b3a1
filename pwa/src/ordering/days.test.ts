import { expect, test } from 'vitest'
import { hasBegun } from './days'

test.each([
  ['2026-11-26T23:59:59', false],
  ['2026-11-27T00:00:00', true],
  ['2026-11-27T12:00:00', true],
  ['2026-12-01T08:00:00', true],
])('on the clock of the phone at %s a delivery of the 27th has its day: %s', (clock, begun) => {
  expect(hasBegun('2026-11-27', Date.parse(clock))).toBe(begun)
})
