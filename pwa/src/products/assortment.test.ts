import { describe, expect, it } from 'vitest'
import { keyOf, stateOf, wishOf, type Cell, type Column } from '@/products/assortment'

const EAST: Column = { kind: 'region', region: 'east', store: null, name: { zh: '东区', en: 'East' }, stores: 3 }
const SHOP: Column = { kind: 'store', region: null, store: 'shop', name: { zh: '店', en: 'Shop' }, stores: 1 }
const cell = (listed: boolean, inStores: number): Cell => ({ listed, origin: 'own', originName: null, inStores })

describe('the grid', () => {
  it.each([[true, 3, 'in'], [true, 2, 'some'], [false, 1, 'some'], [false, 0, 'out']] as const)('a region that is listed: %s, with %i of 3 stores, is %s', (listed, stores, state) => {
    expect(stateOf(cell(listed, stores), EAST)).toBe(state)
  })

  it('a store and an empty region are what is said of them', () => {
    expect(stateOf(cell(true, 1), SHOP)).toBe('in')
    expect(stateOf(cell(false, 0), { ...EAST, stores: 0 })).toBe('out')
  })

  it('sends what was ticked, or the filter in its place', () => {
    expect(wishOf('out', [EAST, SHOP], ['milk'], null)).toEqual({
      wanted: 'out', products: ['milk'], matching: null, places: [{ region: 'east', store: null }, { region: null, store: 'shop' }],
    })
    const matching = { search: '奶', category: null, supplier: null }
    expect(wishOf('in', [SHOP], ['milk'], matching)).toMatchObject({ products: [], matching })
    expect(keyOf({ region: null, store: null })).toBe('company')
  })
})
