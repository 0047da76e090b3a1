import { describe, expect, it, vi } from 'vitest'
import { commandOf, compare, unitsIn } from '@/counting/quick-count'

vi.mock('@/offline', () => ({ serverNow: () => 0, stamps: () => ({ deviceAt: 'd', estimatedAt: 'e' }), uuid7: () => 'fresh', enqueue: vi.fn() }))
const SEEN = { product: 'milk', name: { zh: '鲜牛奶', en: 'Milk' }, units: 9, at: '2026-11-26T02:00:00Z' }

describe('a count of ten seconds', () => {
  it.each([[9, 12, 'less', 3], [12, 9, 'more', 3], [9, 9, 'same', 0], [0, -2, 'more', 2]] as const)('%i against a book of %i is %s by %i', (counted, book, kind, by) => {
    expect(compare(counted, book)).toEqual({ kind, by })
  })

  it.each([['9', 9], [' 12 ', 12], ['１２', 12], ['0', 0], ['', null], ['-1', null], ['1.5', null], ['1234567', null]] as const)('reads %j as %s', (typed, units) => {
    expect(unitsIn(typed)).toBe(units)
  })

  it('names the walk it was made on, in the lane of the stock', () => {
    const { url, lane, body, opens } = commandOf({ store: 'here', inspection: 'walk' }, SEEN)
    expect([url, lane, opens]).toEqual(['/api/stores/here/counts/fresh', 'stock:here', '/stock?store=here'])
    expect(body).toMatchObject({ inspection: 'walk', lines: [{ product: 'milk', baseUnits: 9, countedAt: SEEN.at }] })
  })

  it('goes up behind its issue, whose thread shows it', () => {
    const { url, lane, opens } = commandOf({ store: 'here', issue: 'one' }, SEEN)
    expect([url, lane, opens]).toEqual(['/api/issues/one/counts/fresh', 'issue:one', '/issues/one'])
  })
})
