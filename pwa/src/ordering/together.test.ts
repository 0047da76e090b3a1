import { expect, test } from 'vitest'
import { isLater, mergeEdits, notesBetween, othersOf, stillOpen, toCatchUp, withAnswered, type Note, type SheetEdit } from '@/ordering/together'

const at = (second: number): string => `2026-11-24T04:00:0${second}.000Z`
const note = (packs: number | null, second: number): Note => ({ packs, reason: null, at: at(second) })
const edit = (product: string, packs: number | null, second: number, more: Partial<SheetEdit> = {}): SheetEdit =>
  ({ product, packs, reason: null, by: 'li', byName: 'Li', at: `2026-11-24T12:00:0${second}+08:00`, ordered: 0, missed: false, ...more })

test('the later tap holds, in whichever way its moment is written', () => {
  expect(mergeEdits([edit('milk', 5, 1), edit('tea', 1, 1)], { milk: note(3, 2), tea: note(9, 0) })).toEqual({
    milk: { packs: 3, reason: null }, tea: { packs: 1, reason: null },
  })
})

test('of one moment the larger number holds, on both sides alike', () => {
  const values = [null, 0, 1, 2].flatMap((packs) => [0, 1].map((second) => note(packs, second)))
  for (const one of values) {
    expect(isLater(one, one)).toBe(false)
    for (const other of values) {
      expect(isLater(one, other) && isLater(other, one)).toBe(false)
      if (JSON.stringify(one) !== JSON.stringify(other)) expect(isLater(one, other) || isLater(other, one)).toBe(true)
    }
  }
})

test('back to the suggestion is a change like any other', () => {
  expect(mergeEdits([edit('milk', 5, 1)], { milk: note(null, 2) })).toEqual({})
  expect(mergeEdits([edit('milk', null, 3)], { milk: note(5, 2) })).toEqual({})
})

test('what the server has is no longer open here', () => {
  const notes = { milk: note(3, 2), tea: note(1, 4) }
  expect(Object.keys(stillOpen(notes, [edit('milk', 3, 2), edit('tea', 2, 3)]))).toEqual(['tea'])
})

test('only what changed between two states is told', () => {
  const before = { milk: { packs: 1, reason: null }, tea: { packs: 2, reason: null } }
  const after = { tea: { packs: 2, reason: 'event' as const }, rice: { packs: 4, reason: null } }
  expect(notesBetween(before, after, at(1))).toEqual({
    milk: { packs: null, reason: null, at: at(1) }, tea: { packs: 2, reason: 'event', at: at(1) }, rice: { packs: 4, reason: null, at: at(1) },
  })
})

test('lines of others carry their name, one\'s own and newer ones here do not', () => {
  const edits = [edit('milk', 5, 1), edit('tea', 1, 1, { by: 'me' }), edit('rice', 2, 1), edit('salt', null, 1)]
  expect(othersOf(edits, { rice: note(3, 2) }, 'me')).toEqual({ milk: 'Li' })
})

test('an extra order brings what the order went out without', () => {
  const missed = [edit('milk', 5, 1, { ordered: 2, missed: true }), edit('tea', 0, 1, { ordered: 2, missed: true })]
  expect(toCatchUp(missed)).toEqual({ milk: { packs: 3, reason: null } })
})

test('an answer to a line stands until the sheet says as much or something newer', () => {
  const sheet = [edit('milk', 5, 2), edit('tea', 1, 2, { ordered: 1 })]
  expect(withAnswered(sheet, [edit('milk', 6, 3), edit('rice', 2, 1)])).toEqual([edit('tea', 1, 2, { ordered: 1 }), edit('milk', 6, 3), edit('rice', 2, 1)])
  expect(withAnswered(sheet, [edit('milk', 4, 1), edit('tea', 1, 2)])).toBe(sheet)
})
