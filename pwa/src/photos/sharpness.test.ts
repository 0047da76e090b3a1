import { expect, test } from 'vitest'
import { judgePicture } from './sharpness'

const SIDE = 64

function picture(grey: (x: number, y: number) => number): Uint8ClampedArray {
  const rgba = new Uint8ClampedArray(SIDE * SIDE * 4)
  for (let at = 0; at < SIDE * SIDE; at += 1) rgba.fill(grey(at % SIDE, Math.floor(at / SIDE)), at * 4, at * 4 + 4)
  return rgba
}

test('a picture with edges is fine', () => {
  expect(judgePicture(picture((x, y) => ((x >> 2) + (y >> 2)) % 2 ? 220 : 60), SIDE, SIDE)).toEqual([])
})

test('a soft gradient is blurred', () => {
  expect(judgePicture(picture((x) => 80 + x), SIDE, SIDE)).toEqual(['blurred'])
})

test('a black picture is dark, and no more is said of it', () => {
  expect(judgePicture(picture(() => 6), SIDE, SIDE)).toEqual(['dark'])
})
