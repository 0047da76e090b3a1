import { expect, test } from 'vitest'
import { topUp, withTopUp } from '@/ordering/order-value'
import { choose } from '@/ordering/sheet'
import { line, sheet } from '@/ordering/testing'

const needs = (units: number, more: object = {}) => ({ demandAfterArrival: units, ...more })

test('what runs out first grows first, until the supplier comes', () => {
  const chosen = choose(sheet(line('milk', 1, {}, needs(24)), line('rice', 1, {}, needs(12))), {})
  expect(topUp(chosen, 4000)).toEqual({ packs: { milk: 3 }, addedMinor: 2000, reached: true })
})

test('nothing grows beyond shelf life and room, or beyond what sells in twice the time', () => {
  const chosen = choose(sheet(line('milk', 1, {}, needs(100, { limit: 30 })), line('rice', 1, {}, needs(12)), line('salt', 0)), {})
  expect(topUp(chosen, 90_000)).toEqual({ packs: { milk: 2, rice: 2 }, addedMinor: 2000, reached: false })
})

test('a line of none begins with what the supplier sells at once', () => {
  const chosen = choose(sheet(line('milk', 0, { minimumPacks: 3, multiple: 2 }, needs(100))), {})
  expect(topUp(chosen, 100)).toEqual({ packs: { milk: 4 }, addedMinor: 4000, reached: true })
})

test('an order that is worth enough stays as it is', () => {
  expect(topUp(choose(sheet(line('milk', 5, {}, needs(24))), {}), 5000)).toEqual({ packs: {}, addedMinor: 0, reached: true })
})

test('a line that grows back to its suggestion is no edit, and the others keep what was said of them', () => {
  const chosen = choose(sheet(line('milk', 2, {}, needs(24)), line('rice', 1, {}, needs(12)), line('tea', 0)), {
    milk: { packs: 0, reason: 'no_space' }, tea: { packs: 1, reason: 'event' },
  })
  expect(withTopUp(chosen, { packs: { milk: 2, rice: 3 }, addedMinor: 4000, reached: true })).toEqual({
    rice: { packs: 3, reason: 'order_value' }, tea: { packs: 1, reason: 'event' },
  })
})
