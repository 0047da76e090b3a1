// @vitest-environment happy-dom
import { startAfresh } from '@/offline/testing'
import { mount } from '@vue/test-utils'
import { beforeEach, expect, test } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { useLocale } from '@/i18n'
import BeforeAfter from '@/issues/BeforeAfter.vue'
import IssueThread from '@/issues/IssueThread.vue'
import type { ShownFix, ShownIssue, ShownStep } from '@/issues/overlay'

beforeEach(async () => {
  await startAfresh()
  await useLocale('en')
})

const AT = { deviceAt: '2026-11-22T02:00:00Z', receivedAt: '2026-11-22T02:00:05Z' }
function step(number: number, kind: ShownStep['kind'], over: Partial<ShownStep> = {}): ShownStep {
  return {
    id: `s${number}`, number, kind, round: 1, person: 'p', personName: 'Zhao', about: null, words: '', photos: [], details: {}, tookEffect: true,
    status: 'open', ...AT, afterMove: false, unsent: null, ...over,
  }
}
function fix(over: Partial<ShownFix> = {}): ShownFix {
  return { id: 'f1', round: 1, note: 'Mopped it', photos: ['a', 'b'], person: 'p', personName: 'Zhao', ...AT, verification: null, unsent: null, ...over }
}
function thread(steps: ShownStep[], fixes: ShownFix[] = []) {
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/:rest(.*)*', component: {} }] })
  return mount(IssueThread, { props: { issue: { id: 'i1', store: 's1', steps, fixes } as unknown as ShownIssue }, global: { plugins: [router] } })
}

test('the slider is one native control with a name, and says how much of which photo is seen', async () => {
  const slider = mount(BeforeAfter, { props: { before: 'a', after: 'b' } })
  const control = slider.get<HTMLInputElement>('input[type=range]')
  expect(control.attributes('aria-label')).toBe('Slide to compare before and after')
  expect(control.attributes('aria-valuetext')).toBe('Before 50%, after 50%')
  expect([control.element.min, control.element.max, control.element.step]).toEqual(['0', '100', '1'])
  expect(control.attributes('tabindex')).toBeUndefined()
  await control.setValue('80')
  expect(control.attributes('aria-valuetext')).toBe('Before 80%, after 20%')
  expect(slider.get('figure').attributes('style')).toContain('80%')
})

test('both photos are named, and what only decorates is kept from a reader', () => {
  const slider = mount(BeforeAfter, { props: { before: 'a', after: 'b' } })
  expect(slider.findAll('img').map((one) => one.attributes('alt'))).toEqual(['After', 'Before'])
  expect(slider.findAll('span').every((one) => one.attributes('aria-hidden') === 'true')).toBe(true)
})

test('a thread is an ordered list: who did what, in which round, with which words and photos', () => {
  const shown = thread(
    [step(1, 'acknowledged', { words: 'Short of people' }), step(2, 'fixed', { about: 'f1' }), step(3, 'rejected', { about: 'f1', personName: 'Wang' })],
    [fix({ verification: { verdict: 'rejected', reason: 'Still wet', photos: ['c'], person: 'w', personName: 'Wang', ...AT, unsent: null } })],
  )
  const lines = shown.findAll('ol > li')
  expect(lines).toHaveLength(3)
  expect(lines[0]!.text()).toContain('Short of people')
  expect(lines[1]!.text()).toContain('Zhao')
  expect(lines[1]!.text()).toContain('Mopped it')
  expect(lines[1]!.text()).toContain('Round 1')
  expect(lines[2]!.text()).toContain('Wang')
  expect(lines[2]!.get('.reason').text()).toBe('Still wet')
  const strips = shown.findAll('[role=group]')
  expect(strips.map((one) => one.findAll('button').length)).toEqual([2, 1])
  expect(strips[0]!.findAll('button').map((one) => one.attributes('aria-label'))).toEqual([expect.stringContaining('1'), expect.stringContaining('2')])
})

test('what came too late says that it was only kept, and another severity what it was', () => {
  const shown = thread([
    step(1, 'acknowledged', { tookEffect: false }), step(2, 'disputed', { tookEffect: false, details: { late: 'True' } }),
    step(3, 'dispute_amended', { details: { was: 'high', severity: 'low' } }),
  ])
  const [kept, late, amended] = shown.findAll('li').map((one) => one.text())
  expect(kept).not.toBe(late)
  expect(kept!.length).toBeGreaterThan('Zhao'.length + 20)
  expect(amended).toContain('High → Low')
})

test('goods that were thrown away lead to their ledger', () => {
  const shown = thread([step(1, 'wasted', { details: { zh: '牛奶 × 3', en: 'Milk × 3', product: 'm1' } })])
  expect(shown.get('a').attributes('href')).toBe('/stock/s1/products/m1')
  expect(shown.get('a').text()).toBe('Milk × 3')
})

test('every kind of step is worded in both languages', async () => {
  const kinds = ['acknowledged', 'cannot_fix', 'cannot_fix_granted', 'cannot_fix_refused', 'disputed', 'dispute_upheld', 'dispute_amended',
    'dispute_withdrawn', 'transferred', 'cancelled', 'reopened', 'recurred', 'commented', 'invited', 'wasted', 'counted'] as const
  for (const locale of ['zh', 'en'] as const) {
    await useLocale(locale)
    const said = thread(kinds.map((kind, at) => step(at, kind))).findAll('strong').map((one) => one.text())
    expect(said.every((words) => words && !words.includes('issues.')), said.join()).toBe(true)
    expect(new Set(said).size).toBe(kinds.length)
  }
})
