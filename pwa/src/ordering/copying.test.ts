import { expect, test } from 'vitest'
import { copyOrder } from '@/ordering/copying'
import { choose } from '@/ordering/sheet'
import { line, sheet } from '@/ordering/testing'

const order = (lines: Record<string, number>) => ({
  id: 'o', number: 'O-000001', deliveryOn: '2026-11-20', placedAt: '2026-11-19T08:00:00Z',
  lines: Object.entries(lines).map(([product, packs]) => ({ product, packs })),
})

test('every line stands as it stood then, and what was not ordered then is not ordered', () => {
  const chosen = choose(sheet(line('milk', 2), line('rice', 3), line('tea', 0)), {})
  expect(copyOrder(chosen, order({ milk: 5, tea: 1 }))).toEqual({
    gone: 0,
    edits: { milk: { packs: 5, reason: 'as_before' }, rice: { packs: 0, reason: 'as_before' }, tea: { packs: 1, reason: 'as_before' } },
  })
})

test('what is as suggested is no change, and what left the assortment is counted', () => {
  const chosen = choose(sheet(line('milk', 5)), {})
  expect(copyOrder(chosen, order({ milk: 5, gone: 2, away: 1 }))).toEqual({ gone: 2, edits: {} })
})

test('packs that the supplier no longer sells singly become what it sells', () => {
  const chosen = choose(sheet(line('milk', 0, { minimumPacks: 4, multiple: 4 })), {})
  expect(copyOrder(chosen, order({ milk: 5 })).edits).toEqual({ milk: { packs: 8, reason: 'as_before' } })
})
