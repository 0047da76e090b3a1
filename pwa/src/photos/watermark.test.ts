import { expect, test } from 'vitest'
import { stampLines } from './watermark'

const stamp = {
  store: '滨江店 · R001', person: '王强', at: Date.UTC(2026, 10, 22, 16, 4, 5), timeZone: 'Asia/Shanghai',
  noPosition: '没有定位',
  position: { latitudeE7: 312_356_000, longitudeE7: 1_215_049_000, accuracyMetres: 12 },
}

test('the time is the store\'s, with its offset', () => {
  expect(stampLines(stamp)).toEqual(['滨江店 · R001', '2026-11-23 00:04:05 +08:00  王强', '31.23560, 121.50490  ±12 m'])
})

test('without a position that is said', () => {
  expect(stampLines({ ...stamp, position: null, timeZone: 'UTC' })).toEqual([
    '滨江店 · R001', '2026-11-22 16:04:05 +00:00  王强', '没有定位',
  ])
})
