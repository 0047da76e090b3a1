import { expect, test } from 'vitest'
import { draw, type Day } from '@/analytics/trend'

const BOX = { left: 0, right: 400, top: 0, bottom: 100, barTop: 110, barBottom: 130 }
const day = (on: string, inspections: number, shown: string | null): Day => ({ on, inspections, shown })

test('a day without a score breaks the line', () => {
  const { lines, marks } = draw([day('1', 1, '90.00'), day('2', 1, '80.00'), day('3', 0, null), day('4', 2, '100.00')], BOX)
  expect(lines).toHaveLength(1)
  expect(marks.map(({ y }) => y === null)).toEqual([false, false, true, false])
  expect(marks[3]!.y).toBe(0)
})

test('bars count the walks against the busiest day', () => {
  const { marks } = draw([day('1', 1, '90.00'), day('2', 4, '80.00'), day('3', 0, null)], BOX)
  expect(marks.map(({ bar }) => bar)).toEqual([5, 20, 0])
})

test('the axis says where it begins and takes every score in', () => {
  expect(draw([day('1', 1, '91.00')], BOX).ticks.map(({ score }) => score)).toEqual([60, 80, 100])
  expect(draw([day('1', 1, '58.00')], BOX).ticks[0]!.score).toBe(40)
  expect(draw([day('1', 1, '3.00')], BOX).ticks[0]!.score).toBe(0)
  expect(draw([], BOX).ticks[0]!.score).toBe(60)
})
