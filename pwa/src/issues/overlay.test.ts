import { expect, test } from 'vitest'
import type { Command } from '@/offline'
import { belongs, dueBefore, inOrder, isWanted, queryOf, readShow, wasDoneHere, type Narrow } from '@/issues/filters'
import { cardOf, issueFromWaiting, layOver, layOverCard, type IssueOut } from '@/issues/overlay'

const ME = { id: 'zhao', name: 'Zhao' }
const STAMPS = { deviceAt: '2026-11-22T10:00:00+08:00', estimatedAt: '2026-11-22T02:00:01Z' }
const NOW = Date.parse('2026-11-22T02:00:00Z')

function issue(over: Partial<IssueOut> = {}): IssueOut {
  return {
    id: 'i1', number: 7, store: 's1', storeName: { zh: '滨江店', en: 'Riverside' }, title: { zh: '积水', en: 'Water' }, severity: 'high',
    category: 'general', redLine: null, status: 'open', round: 1, raisedAt: '2026-11-21T00:00:00Z', dueAt: '2026-11-22T00:00:00Z',
    overdue: true, cover: null, products: [], note: '', photos: [], referencePhoto: null, inspection: null, question: '',
    raisedBy: 'wang', raisedByName: 'Wang', afterMove: false, fixes: [], steps: [], version: 0, paused: false, recurrence: 0, probationLeft: 0, owner: null,
    ownerName: null, ownerRole: null, replyBy: null, rootCause: null, confidential: false, reporter: null, origin: null, widespread: null,
    mayFix: true, mayVerify: false, may: ['comment', 'acknowledge', 'fix', 'cannot_fix', 'dispute', 'verify'], ...over,
  }
}

function command(url: string, body: object, state: Command['state'] = 'waiting'): Command {
  return {
    seq: 1, lane: 'issue:i1', person: 'zhao', method: 'PUT', url, body: { ...STAMPS, ...body }, photo: null, size: 1,
    title: { zh: '', en: '' }, opens: null, createdAt: 0, attempts: 0, nextAt: 0, state, problem: null,
    lastError: null, replacedBy: null, exportedAt: null,
  }
}

const fixed = (state?: Command['state']): Command => command('/api/issues/i1/fixes/f1', { round: 1, note: '已拖干', photos: ['a'] }, state)
const verdict = (body: object, state?: Command['state']): Command => command('/api/issues/i1/fixes/f1/verification', body, state)

test('a waiting fix shows as done, marked, and may not be made twice', () => {
  const shown = layOver(issue(), [fixed()], ME)
  expect([shown.status, shown.mayFix]).toEqual(['fixed', false])
  expect(shown.fixes[0]).toMatchObject({ note: '已拖干', personName: 'Zhao', photos: ['a'], unsent: { state: 'waiting' } })
})

test('a refused fix stays in sight, and the issue is still to be fixed', () => {
  const shown = layOver(issue(), [fixed('parked')], ME)
  expect([shown.status, shown.mayFix]).toEqual(['open', true])
  expect(shown.fixes[0]!.unsent).toMatchObject({ state: 'parked' })
})

test('a fix that has arrived meanwhile is not shown twice', () => {
  const arrived = { id: 'f1', round: 1, note: '已拖干', photos: [], person: 'zhao', personName: 'Zhao', ...STAMPS, receivedAt: '', verification: null }
  const shown = layOver(issue({ status: 'fixed', mayFix: false, fixes: [arrived] }), [fixed()], ME)
  expect(shown.fixes).toHaveLength(1)
})

function step(id: string, kind: 'fixed' | 'disputed', over: object = {}): IssueOut['steps'][number] {
  return {
    id, number: 1, kind, round: 1, person: 'zhao', personName: 'Zhao', about: kind === 'fixed' ? id : null, words: '', photos: [], details: {},
    tookEffect: true, afterMove: false, status: kind, ...STAMPS, receivedAt: '', ...over,
  }
}

test('a waiting rejection opens the next round, a waiting approval closes', () => {
  const arrived = { id: 'f1', round: 1, note: '', photos: [], person: 'zhao', personName: 'Zhao', ...STAMPS, receivedAt: '', verification: null }
  const reviewed = issue({ status: 'fixed', mayFix: false, mayVerify: true, fixes: [arrived], steps: [step('f1', 'fixed')] })
  const rejected = layOver(reviewed, [verdict({ verdict: 'rejected', reason: '还有水' })], ME)
  expect([rejected.status, rejected.round, rejected.mayVerify]).toEqual(['acknowledged', 2, false])
  expect(rejected.fixes[0]!.verification).toMatchObject({ verdict: 'rejected', reason: '还有水', unsent: { state: 'waiting' } })
  expect(layOver(reviewed, [verdict({ verdict: 'verified' })], ME).status).toBe('closed')
  expect(layOver(reviewed, [verdict({ verdict: 'verified' }, 'parked')], ME)).toMatchObject({ status: 'fixed', mayVerify: true })
  expect(reviewed.fixes[0]!.verification).toBeNull()
})

test('a waiting dispute stops the clock, and a refused one does not', () => {
  const dispute = (state?: Command['state']): Command => command('/api/issues/i1/disputes/d1', { reason: '不对', photos: [] }, state)
  const shown = layOver(issue(), [dispute()], ME)
  expect([shown.status, shown.paused, shown.mayFix]).toEqual(['disputed', true, false])
  expect(shown.steps[0]).toMatchObject({ kind: 'disputed', words: '不对', unsent: { state: 'waiting' } })
  expect(layOver(issue(), [dispute('parked')], ME)).toMatchObject({ status: 'open', paused: false, mayFix: true })
  expect(layOverCard(cardOf(issue()), [dispute()])).toMatchObject({ status: 'disputed', deed: 'disputed' })
})

test('a waiting decision speaks of the dispute it is about', () => {
  const decision = command('/api/issues/i1/disputes/d1/decision', { verdict: 'withdrawn', reason: '看错了' })
  const shown = layOver(issue({ status: 'disputed', paused: true, steps: [step('d1', 'disputed')] }), [decision], ME)
  expect([shown.status, shown.steps[1]!.kind, shown.steps[1]!.about]).toEqual(['cancelled', 'dispute_withdrawn', 'd1'])
  const arrived = { ...step('d1', 'disputed'), id: 'x', kind: 'dispute_withdrawn' as const, about: 'd1' }
  expect(layOver(issue({ status: 'cancelled', steps: [step('d1', 'disputed'), arrived] }), [decision], ME).steps).toHaveLength(2)
})

test('writes about other issues and photos change nothing', () => {
  const others = [command('/api/issues/i2/fixes/f9', { round: 1 }), command('/api/photos/abc', {})]
  expect(layOver(issue(), others, ME)).toMatchObject({ status: 'open', fixes: [] })
  expect(layOverCard(cardOf(issue()), others)).toMatchObject({ status: 'open', deed: null })
})

test('an issue that only this phone knows can be read and fixed', () => {
  const raising = command('/api/issues/i1', { store: 's1', title: '灯不亮', severity: 'low', photos: ['p'] })
  const known = issueFromWaiting(raising, ME, { zh: '滨江店', en: 'Riverside' }, true)!
  expect(known).toMatchObject({ id: 'i1', status: 'open', cover: 'p', title: { zh: '灯不亮' }, dueAt: '2026-11-29T02:00:01.000Z' })
  const shown = layOver(known, [raising, fixed()], ME)
  expect([shown.unsent?.state, shown.status]).toEqual(['waiting', 'fixed'])
  expect(issueFromWaiting(fixed(), ME, { zh: '', en: '' }, true)).toBeNull()
})

test('a list knows what it shows', () => {
  const card = layOverCard(cardOf(issue()), [fixed()])
  expect([card.status, card.deed, card.parked]).toEqual(['fixed', 'fixed', false])
  expect(belongs(card, 'fix', NOW)).toBe(false)
  expect(wasDoneHere(card, 'fix')).toBe(true)
  expect(wasDoneHere(layOverCard(cardOf(issue()), [fixed('parked')]), 'fix')).toBe(false)
  expect([belongs(card, 'overdue', NOW), belongs(cardOf(issue()), 'overdue', NOW)]).toEqual([false, true])
  expect(belongs(cardOf(issue({ status: 'closed' })), 'overdue', NOW)).toBe(false)
  expect([readShow('overdue', 'fix'), readShow('nonsense', 'review'), readShow(undefined, 'fix')]).toEqual(['overdue', 'review', 'fix'])
})

test('the most urgent comes first, and what is closed by its newest', () => {
  const [late, soon] = [issue({ id: 'a', dueAt: '2026-11-22T00:00:00Z' }), issue({ id: 'b', dueAt: '2026-11-21T00:00:00Z', raisedAt: '2026-11-20T00:00:00Z' })]
  expect(inOrder([late, soon].map(cardOf), 'fix').map(({ id }) => id)).toEqual(['b', 'a'])
  expect(inOrder([soon, late].map(cardOf), 'closed').map(({ id }) => id)).toEqual(['a', 'b'])
})

test('a list is narrowed on the phone as the server narrows it', () => {
  const all: Narrow = { store: '', severity: '', category: '', due: '', mine: false }
  const card = cardOf(issue({ dueAt: '2026-11-23T00:00:00Z' }))
  expect(queryOf(all, NOW)).toBe('')
  expect(queryOf({ ...all, store: 's1', severity: 'high', category: 'general', mine: true }, NOW)).toBe('&store=s1&severity=high&category=general&mine=true')
  expect(queryOf({ ...all, due: '3' }, NOW)).toBe(`&due_before=${encodeURIComponent(dueBefore('3', NOW))}`)
  for (const wanted of [{}, { store: 's1' }, { severity: 'high' }, { category: 'general' }, { due: '3' }]) expect(isWanted(card, { ...all, ...wanted }, NOW)).toBe(true)
  for (const other of [{ store: 's2' }, { severity: 'low' }, { category: 'safety' }, { due: '1' }]) expect(isWanted({ ...card, dueAt: '2026-11-24T20:00:00Z' }, { ...all, ...other }, NOW)).toBe(false)
})
