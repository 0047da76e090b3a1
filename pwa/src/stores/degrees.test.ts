import { expect, test } from 'vitest'
import { LATITUDE, LONGITUDE, readDegrees, readPosition, sayDegrees } from '@/stores/degrees'

test.each([
  ['31.2356', 312_356_000], ['121.5049000', 1_215_049_000], ['-33.8688197', -338_688_197], ['0', 0], ['-0', 0], ['5.', 50_000_000],
  ['+12.5°', 125_000_000], [' 31.23561234 ', 312_356_123], ['0.0000001', 1], ['180', 1_800_000_000], ['-180', -1_800_000_000],
])('%s', (text, e7) => {
  expect(readDegrees(text, LONGITUDE)).toBe(e7)
})

test.each(['', 'x', '31,2', '31.2.1', '181', '180.0000001', '1e2', '--1', '31 2'])('"%s" is none', (text) => {
  expect(readDegrees(text, LONGITUDE)).toBeNull()
})

test('a latitude ends at the poles', () => {
  expect([readDegrees('90', LATITUDE), readDegrees('90.1', LATITUDE)]).toEqual([900_000_000, null])
})

test.each([[null, ''], [0, '0'], [1, '0.0000001'], [-1, '-0.0000001'], [312_356_000, '31.2356'], [-1_800_000_000, '-180'], [50_000_000, '5']])('%s is said and read back', (e7, text) => {
  expect(sayDegrees(e7)).toBe(text)
  expect(readDegrees(text, LONGITUDE)).toBe(e7)
})

test.each(['31.2356, 121.5049', '31.2356 121.5049', '31.2356，121.5049'])('%s is a whole position', (text) => {
  expect(readPosition(text)).toEqual({ latitudeE7: 312_356_000, longitudeE7: 1_215_049_000 })
})

test.each(['31.2356', '121.5, 31.2', '1, 2, 3', ''])('"%s" is no position', (text) => {
  expect(readPosition(text)).toBeNull()
})
