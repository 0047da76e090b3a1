import { describe, expect, it } from 'vitest'
import { groups, isDone, without, workOfShift, type StoreWorkload, type WorkItem } from './shift'

const NOON = Date.parse('2026-11-26T12:00:00Z')
const at = (hours: number): string => new Date(NOON + hours * 3_600_000).toISOString()
const item = (changes: Partial<WorkItem>): WorkItem => ({
  kind: 'fix', subject: 'a', title: null, severity: 'high', size: 1, minutes: 15, measured: false, opensAt: null, dueAt: at(1), ...changes,
})
const store = (...items: WorkItem[]): StoreWorkload => ({
  store: 's', storeName: { zh: '店', en: 'Shop' }, shifts: [{ opens: at(-4), closes: at(10) }, { opens: at(20), closes: at(34) }], items,
})
const work = (items: WorkItem[], waiting: { url: string; body: unknown }[] = [], now = NOON) => workOfShift(store(...items), waiting, now)

describe('the work of a shift', () => {
  it('sums what is late or due by the end of the shift, and keeps the rest out of the sum', () => {
    const found = work([item({}), item({ dueAt: at(-90), minutes: 5 }), item({ dueAt: at(11), minutes: 20 })])
    expect(found).toMatchObject({ minutes: 20, ahead: false, later: { count: 1, minutes: 20 } })
  })

  it('goes on to the next shift when the store is closed, also without a network', () => {
    const found = work([item({ dueAt: at(30) })], [], NOON + 12 * 3_600_000)
    expect(found).toMatchObject({ minutes: 15, ahead: true, closes: at(34) })
  })

  it('counts everything when the phone has not heard of a shift for days', () => {
    expect(work([item({ dueAt: at(500) })], [], NOON + 900 * 3_600_000)).toMatchObject({ minutes: 15, closes: null, ahead: false })
  })

  it('asks for no order after its cut-off and for no task before it opens', () => {
    expect(work([item({ kind: 'order', dueAt: at(-1) })]).minutes).toBe(0)
    expect(work([item({ kind: 'task', opensAt: at(10), dueAt: at(10) })]).minutes).toBe(0)
    expect(work([item({ kind: 'task', opensAt: at(9), dueAt: at(10) })]).minutes).toBe(15)
  })

  it('groups a line by how long each piece takes', () => {
    const [line] = work([item({}), item({ minutes: 5 }), item({})]).lines
    expect(groups(line!)).toEqual([{ minutes: 15, count: 2 }, { minutes: 5, count: 1 }])
  })

  it('takes off at once what was done on this phone', () => {
    const found = work([item({}), item({ subject: 'b' })], [{ url: '/api/issues/a/fixes/1', body: {} }])
    expect(found).toMatchObject({ minutes: 15, onTheWay: 1 })
  })
})

it('stays off the list once it has arrived', () => {
  const left = without(store(item({}), item({ subject: 'b' })), { url: '/api/issues/a/fixes/1', body: {} })
  expect(left.items.map(({ subject }) => subject)).toEqual(['b'])
})

describe('a waiting write', () => {
  it.each([
    [item({}), '/api/issues/a/fixes/1', {}, true],
    [item({}), '/api/issues/a/disputes/1', {}, true],
    [item({}), '/api/issues/a/comments/1', {}, false],
    [item({}), '/api/issues/a/fixes/1/verification', {}, false],
    [item({}), '/api/issues/b/fixes/1', {}, false],
    [item({ kind: 'task' }), '/api/inspections/1', { task: 'a' }, true],
    [item({ kind: 'task' }), '/api/inspections/1', { task: null }, false],
    [item({ kind: 'order' }), '/api/orders/1', { supplier: 'a', store: 's' }, true],
    [item({ kind: 'order' }), '/api/orders/1', { supplier: 'a', store: 'other' }, false],
    [item({ kind: 'order' }), '/api/orders/1/receipts/2', { supplier: 'a', store: 's' }, false],
    [item({ kind: 'receive' }), '/api/orders/a/receipts/2', {}, true],
    [item({ kind: 'arrival' }), '/api/transfers/a/arrivals/2', {}, true],
    [item({ kind: 'count', subject: null }), '/api/stores/s/counts/2', {}, true],
    [item({ kind: 'count', subject: null }), '/api/stores/t/counts/2', {}, false],
  ])('does %o by %s or does not', (one, url, body, done) => {
    expect(isDone(one, 's', [{ url, body }])).toBe(done)
  })
})
