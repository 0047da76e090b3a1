import { expect, test } from 'vitest'
import { distanceMetres } from './position'

const place = (latitude: number, longitude: number) => ({ latitudeE7: latitude * 1e7, longitudeE7: longitude * 1e7 })

test.each([
  ['the same place', place(31.2356, 121.5049), place(31.2356, 121.5049), 0],
  ['a ten-thousandth of a degree north', place(31.2356, 121.5049), place(31.2357, 121.5049), 11],
  ['Shanghai to Beijing', place(31.2356, 121.5049), place(39.9405, 116.3893), 1_072_000],
  ['the other side of the world', place(0, 0), place(0, 180), 20_015_087],
])('%s', (_, from, to, metres) => {
  const found = distanceMetres(from, to)
  expect(Math.abs(found - metres)).toBeLessThanOrEqual(metres * 0.002)
})
