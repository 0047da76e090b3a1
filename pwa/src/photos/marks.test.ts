import { expect, test } from 'vitest'
import { isDrawn, markInTheMiddle, moved, stretched, type Mark } from './marks'

const circle: Mark = { kind: 'circle', x: 100, y: 100, toX: 300, toY: 200, words: '' }

test('a mark moves with both its ends', () => {
  expect(moved(circle, 50, -20)).toMatchObject({ x: 150, y: 80, toX: 350, toY: 180 })
})

test('a mark stays on the photo and keeps its size', () => {
  expect(moved(circle, -500, 5000)).toMatchObject({ x: 0, y: 900, toX: 200, toY: 1000 })
})

test('only the end is stretched', () => {
  expect(stretched(circle, 900, 10)).toMatchObject({ x: 100, y: 100, toX: 1000, toY: 210 })
})

test.each([
  ['a tap', { ...circle, toX: 110, toY: 105 }, false],
  ['a stroke', circle, true],
  ['words', markInTheMiddle('text', '漏水'), true],
  ['no words', markInTheMiddle('text', ' '), false],
  ['an arrow in the middle', markInTheMiddle('arrow'), true],
])('%s', (_, mark, drawn) => {
  expect(isDrawn(mark)).toBe(drawn)
})
