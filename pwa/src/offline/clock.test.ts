import { beforeEach, expect, test, vi } from 'vitest'
import { startAfresh } from './testing'
import { clockJump, learnServerTime, recallServerTime, rememberServerTime, serverNow, stamps, withOffset } from './clock'
import { writeSetting } from './db'
import { uuid7 } from './uuid7'
import { canonical, sha256Hex } from './canonical'

beforeEach(startAfresh)

test('a phone ten minutes slow still knows the time, also after a reload', async () => {
  const now = Date.now()
  learnServerTime(new Date(now + 600_000).toUTCString(), performance.now(), now)
  expect(Math.abs(serverNow() - (now + 600_000))).toBeLessThan(1600)
  await vi.waitFor(async () => {
    await recallServerTime()
    expect(Math.abs(serverNow() - (now + 600_000))).toBeLessThan(2500)
  })
  expect(Date.parse(stamps().estimatedAt) - Date.parse(stamps().deviceAt)).toBeGreaterThan(590_000)
})

test('a clock that is set back does not turn the estimate back', () => {
  const now = Date.now()
  learnServerTime(new Date(now).toUTCString(), performance.now(), now)
  vi.spyOn(Date, 'now').mockReturnValue(now - 3_600_000)
  expect(serverNow()).toBeGreaterThan(now - 2000)
  vi.restoreAllMocks()
})

test('a clock that was moved is said in every record of the day, by how much', async () => {
  await recallServerTime()
  expect(stamps()).not.toHaveProperty('clockJumpSeconds')
  const now = Date.now()
  vi.spyOn(Date, 'now').mockReturnValue(now - 3 * 3_600_000)
  expect(stamps().clockJumpSeconds).toBeCloseTo(-10_800, -1)
  vi.restoreAllMocks()
  expect(clockJump()).toBeCloseTo(-10_800, -1)
})

test('one set back while the app was closed does not turn time back', async () => {
  const now = Date.now()
  await writeSetting('clockJump', null)
  await recallServerTime()
  await rememberServerTime()
  vi.spyOn(Date, 'now').mockReturnValue(now - 3 * 3_600_000)
  await recallServerTime()
  expect(serverNow()).toBeGreaterThan(now - 5000)
  expect(clockJump()).toBeCloseTo(-10_800, -2)
  vi.restoreAllMocks()
})

test('a clock that is set back while a request is under way does not turn the estimate back by half of it', () => {
  const [now, sentAt] = [Date.now(), performance.now()]
  learnServerTime(new Date(now).toUTCString(), sentAt, now - 3 * 3_600_000)
  vi.spyOn(Date, 'now').mockReturnValue(now - 3 * 3_600_000)
  expect(Math.abs(serverNow() - now)).toBeLessThan(2000)
  vi.restoreAllMocks()
})

test('a broken Date header teaches nothing', () => {
  const before = serverNow()
  learnServerTime('yesterday', 0)
  learnServerTime(null, 0)
  expect(Math.abs(serverNow() - before)).toBeLessThan(100)
})

test('moments carry the offset of the phone', () => {
  expect(withOffset(new Date('2026-11-22T08:00:00Z'))).toMatch(/^2026-11-2[123]T\d\d:00:00\.000[+-]\d\d:\d\d$/)
  expect(Date.parse(withOffset(new Date(1_700_000_000_000)))).toBe(1_700_000_000_000)
})

test('ids sort by time and are version 7', () => {
  expect(uuid7()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(uuid7(1_700_000_000_000) < uuid7(1_700_000_000_001)).toBe(true)
})

test('one document has one text', async () => {
  expect(canonical({ b: [1, { d: null, c: '店' }], a: undefined, A: true })).toBe('{"A":true,"b":[1,{"c":"店","d":null}]}')
  expect(await sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})
