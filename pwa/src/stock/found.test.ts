import { describe, expect, it } from 'vitest'
import type { StockLine } from '@/counting/find'
import { expiredLots, lotsOf, prefilled } from '@/stock/found'

const TODAY = '2026-11-26'
const LOTS = [{ expiresOn: '2026-11-25', baseUnits: 2 }, { expiresOn: '2026-11-20', baseUnits: 3 }, { expiresOn: '2026-11-26', baseUnits: 9 }]
const MILK = { product: 'milk', lots: LOTS } as StockLine
const known = expiredLots(MILK, TODAY)

describe('expired goods of an issue', () => {
  it('are all that is over its date, oldest first; a lot is good on its last day', () => {
    expect(known.map(({ expiresOn }) => expiresOn)).toEqual(['2026-11-20', '2026-11-25'])
    expect(prefilled('milk', MILK, TODAY)).toEqual({ product: 'milk', units: 5, expiresOn: null })
  })

  it('are the one that was seen where the book knows of none', () => {
    expect(prefilled('rice', undefined, TODAY).units).toBe(1)
    expect(prefilled('rice', { lots: [LOTS[2]] } as StockLine, TODAY).units).toBe(1)
  })

  it.each([
    [5, [['2026-11-20', 3], ['2026-11-25', 2]]],
    [2, [['2026-11-20', 2]]],
    [9, [['2026-11-20', 3], ['2026-11-25', 2]]],
  ])('%i of them come from the oldest lots', (units, lots) => {
    expect(lotsOf({ product: 'milk', units, expiresOn: null }, known).map((lot) => [lot.expiresOn, lot.baseUnits])).toEqual(lots)
  })

  it('name the date on the pack where somebody read it', () => {
    expect(lotsOf({ product: 'rice', units: 4, expiresOn: '2026-11-01' }, [])).toEqual([{ expiresOn: '2026-11-01', baseUnits: 4, code: '' }])
    expect(lotsOf({ product: 'rice', units: 4, expiresOn: null }, [])).toEqual([])
  })
})
