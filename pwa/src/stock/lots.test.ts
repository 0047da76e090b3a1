import { describe, expect, it } from 'vitest'
import { beyondLot, lotsThrownAway, meantLot } from '@/stock/lots'

const [FIRST, LATER] = [{ expiresOn: '2026-11-28', baseUnits: 3 }, { expiresOn: '2026-12-09', baseUnits: 20 }]
const LOTS = [FIRST, LATER]

describe('the lot that something is thrown away of', () => {
  it('is the one that expires first until somebody chooses', () => {
    expect(meantLot(undefined, LOTS)).toEqual(FIRST)
    expect(meantLot('2026-12-09', LOTS)).toEqual(LATER)
    expect(meantLot(null, LOTS)).toBeNull()
  })

  it('is the first again when the chosen one is gone meanwhile, and none where the book knows of none', () => {
    expect(meantLot('2026-11-20', LOTS)).toEqual(FIRST)
    expect(meantLot('2026-11-20', [])).toBeNull()
    expect(meantLot(undefined, [])).toBeNull()
  })

  it.each([[2, 2, 0], [3, 3, 0], [5, 3, 2]])('of %i units gives %i, and %i are beyond it', (units, named, beyond) => {
    expect(lotsThrownAway(units, FIRST)).toEqual([{ expiresOn: '2026-11-28', baseUnits: named, code: '' }])
    expect(beyondLot(units, FIRST)).toBe(beyond)
  })

  it('is not named where nobody knows it', () => {
    expect(lotsThrownAway(5, null)).toEqual([])
    expect(beyondLot(5, null)).toBe(0)
  })
})
