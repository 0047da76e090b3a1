import { expect, test } from 'vitest'
import { lineOf } from '@/stock/counting'
import type { StockLine } from '@/counting/find'
import { spotsByPlace } from '@/stock/sheet'

const AT = '2026-11-24T04:00:00Z'
const counted = { units: 3, at: AT, expiresOn: null }

test.each([
  ['milk|fridge', 'milk', 'fridge'],
  ['milk|', 'milk', ''],
  ['milk', 'milk', ''],
  ['milk|left | top', 'milk', 'left | top'],
])('%s is a product and its place', (key, product, place) => {
  expect(lineOf([key, counted])).toEqual({ product, place, baseUnits: 3, countedAt: AT, lots: [] })
})

test('a product that lies in two places is asked for in both, and none is left out', () => {
  const line = (product: string, ...places: string[]): StockLine => ({ product, places: places.map((place) => ({ place })) }) as StockLine
  const spots = spotsByPlace([line('milk', 'fridge', 'back room'), line('water', 'back room'), line('salt')])
  expect(spots.map(({ place, spots: all }) => [place, all.map(({ key }) => key)])).toEqual([
    ['fridge', ['milk|fridge']],
    ['back room', ['milk|back room', 'water|back room']],
    ['', ['salt|']],
  ])
})
