import { describe, expect, it } from 'vitest'
import { countDifferent, differsFromSuggestion } from '@/ordering/different'
import type { Wire } from '@/wire'

type Line = Wire<'OrderLineOut'>

function count(...lines: Partial<Line>[]): number {
  const orderLines = lines.map((said) => ({ packs: 2, packBaseUnits: 12, ...said }) as Line)
  return countDifferent({ orderLines, deliveryOn: '2026-11-25' })
}

describe('lines that are not what was ordered', () => {
  it('are none while nobody has said anything', () => expect(count({}, { confirmedPacks: null })).toBe(0))
  it('are none where all of it comes on the day', () => expect(count({ confirmedPacks: 2 }, { confirmedPacks: 2, arrivesOn: '2026-11-25' })).toBe(0))
  it('are those that come less or later', () => expect(count({ confirmedPacks: 1 }, { confirmedPacks: 2, arrivesOn: '2026-11-27' }, { confirmedPacks: 2 })).toBe(2))
  it('are judged by what came once it came', () => expect(count({ confirmedPacks: 1, receivedUnits: 24 }, { confirmedPacks: 2, receivedUnits: 23 })).toBe(1))
  it('count what came whole but damaged', () => expect(count({ receivedUnits: 24, shortReason: 'damaged' })).toBe(1))
})

describe('a line beside its suggestion', () => {
  it('differs by its packs', () => expect([1, 2, null].map((suggestedPacks) => differsFromSuggestion({ packs: 2, suggestedPacks }))).toEqual([true, false, false]))
  it('has none in an extra order', () => expect(differsFromSuggestion({ packs: 2, suggestedPacks: 0 }, true)).toBe(false))
})
