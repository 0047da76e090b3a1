import { expect, test } from 'vitest'
import { addUp, choose, chooseForShelf, deliveryAt, fitPacks, keepLines, leftOut, linesToSend, setPacks } from '@/ordering/sheet'
import { line, sheet } from '@/ordering/testing'

test('an untouched sheet is ordered as suggested, without the lines of no packs', () => {
  const chosen = choose(sheet(line('milk', 2), line('cheese', 0)), {})
  expect(linesToSend(chosen)).toEqual([{ product: 'milk', packs: 2, suggestedPacks: 2, reason: null, packBaseUnits: 12, priceMinor: 1000 }])
  expect(addUp(chosen, 5000)).toEqual({ lines: 1, minor: 2000, shortMinor: 3000 })
})

test('an edit carries its reason, and coming back to the suggestion is no edit', () => {
  const order = sheet(line('milk', 2))
  const edits = { milk: { packs: 3, reason: 'event' as const } }
  const [edited] = choose(order, edits)
  expect(linesToSend([edited!])[0]).toMatchObject({ packs: 3, suggestedPacks: 2, reason: 'event' })
  expect(setPacks(edits, edited!, 2)).toEqual({})
})

test('steps land on what the supplier sells', () => {
  const yoghurt = line('yoghurt', 0, { minimumPacks: 4, multiple: 2 })
  expect(fitPacks(yoghurt, 2, 0)).toBe(4)
  expect(fitPacks(yoghurt, 2, 4)).toBe(0)
  expect(fitPacks(yoghurt, 5, 4)).toBe(6)
  expect(fitPacks(yoghurt, 5, 6)).toBe(4)
  expect(fitPacks(yoghurt, -1, 4)).toBe(0)
})

test('a suggestion below the minimum is shown and not sent, for the supplier refuses it', () => {
  const [milk] = choose(sheet(line('milk', 1, { minimumPacks: 3 })), {})
  expect(milk!.packs).toBe(0)
})

test('an extra order begins with nothing and asks no reasons', () => {
  const order = sheet(line('milk', 2))
  expect(addUp(choose(order, {}, true)).lines).toBe(0)
  const chosen = choose(order, { milk: { packs: 1, reason: null } }, true)
  expect(linesToSend(chosen, true)).toEqual([{ product: 'milk', packs: 1, suggestedPacks: 2, reason: null, packBaseUnits: 12, priceMinor: 1000 }])
})

test('what was suggested and set to nothing goes along, with its reason, and an extra order leaves nothing out', () => {
  const order = sheet(line('milk', 2), line('tea', 0), line('rice', 1), line('oil', 1, { minimumPacks: 3 }))
  const edits = { milk: { packs: 0, reason: 'no_space' as const }, tea: { packs: 1, reason: null } }
  expect(leftOut(choose(order, edits))).toEqual([{ product: 'milk', suggestedPacks: 2, reason: 'no_space' }])
  expect(leftOut(choose(order, { tea: { packs: 1, reason: null } }, true), true)).toEqual([])
})

test('after the cut-off an order is for the delivery after', () => {
  const order = sheet()
  expect(deliveryAt(Date.parse('2026-11-24T08:00:00Z'), order).on).toBe('2026-11-25')
  expect(deliveryAt(Date.parse('2026-11-24T08:00:01Z'), order)).toEqual({ on: '2026-11-27', cutOffAt: null })
})

test('an empty shelf asks for at least one pack, whatever the book says', () => {
  const order = sheet(line('milk', 0), line('butter', 3), line('cheese', 2), line('drink', 0, { minimumPacks: 2, multiple: 2 }))
  const chosen = chooseForShelf(order, ['milk', 'butter', 'drink'])
  expect(chosen.map(({ packs }) => packs)).toEqual([1, 3, 2])
})

test('a line that stands as before stays the same object, so that a tap draws one line anew and not five hundred', () => {
  const order = sheet(line('milk', 2), line('tea', 1))
  const before = choose(order, {})
  const [milk, tea] = choose(order, { milk: { packs: 3, reason: null } }, false, before)
  expect(milk).not.toBe(before[0])
  expect(milk!.packs).toBe(3)
  expect(tea).toBe(before[1])
})

test('a newer answer brings new lines only where they say something new', () => {
  const before = [line('milk', 2), line('tea', 1)]
  const now = [line('tea', 1), line('milk', 3), line('rice', 0)]
  const kept = keepLines(before, now)
  expect(kept).toEqual(now)
  expect(kept[0]).toBe(before[1])
  expect(kept[1]).toBe(now[1])
  expect(kept[2]).toBe(now[2])
})
