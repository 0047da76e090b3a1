import { expect, test } from 'vitest'
import { isShort } from '@/supplier/short'
import type { Wire } from '@/wire'

const line = (said: Partial<Wire<'OrderLineOut'>>) => ({ packs: 2, packBaseUnits: 12, ...said }) as Wire<'OrderLineOut'>

test.each([
  ['nobody said anything', {}, false],
  ['all of it is confirmed', { confirmedPacks: 2 }, false],
  ['less is confirmed', { confirmedPacks: 1 }, true],
  ['all of it comes later', { confirmedPacks: 2, arrivesOn: '2026-11-27' }, true],
  ['all of it came', { receivedUnits: 24 }, false],
  ['all of it came though less was confirmed', { confirmedPacks: 0, receivedUnits: 24 }, false],
  ['one piece is missing', { confirmedPacks: 2, receivedUnits: 23 }, true],
  ['none came', { receivedUnits: 0 }, true],
])('a line is short or not where %s', (_, said, short) => {
  expect(isShort(line(said))).toBe(short)
})
