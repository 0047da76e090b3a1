import { expect, test } from 'vitest'
import type { Question, Section } from './checklist'
import { gapsOf } from './progress'
import { blocksOf } from './sheet'
import { inOrderOf } from './shuffle'

const words = { zh: '字', en: 'words' }
const ask = (id: string, more: object = {}): Question => ({ kind: 'yes_no', id, text: words, ...more }) as Question
const twelve: Section = { id: 'floor', title: words, shuffled: true, questions: Array.from({ length: 12 }, (_, index) => ask(`q${index}`)) }
const SEEDS = Array.from({ length: 200 }, (_, index) => `visit-${index}`)
const idsOf = (questions: readonly Question[]): string[] => questions.map(({ id }) => id)

test('one visit asks always in the same order, and nothing is lost or doubled', () => {
  for (const seed of SEEDS) {
    const order = idsOf(inOrderOf(seed, twelve))
    expect(idsOf(inOrderOf(seed, structuredClone(twelve)))).toEqual(order)
    expect([...order].sort()).toEqual(idsOf(twelve.questions).sort())
  }
})

test('other visits ask in other orders, and every question comes first about as often', () => {
  const firsts = new Map<string, number>()
  const orders = new Set<string>()
  for (const seed of Array.from({ length: 2400 }, (_, index) => `v${index}`)) {
    const order = idsOf(inOrderOf(seed, twelve))
    orders.add(order.join())
    firsts.set(order[0]!, (firsts.get(order[0]!) ?? 0) + 1)
  }
  expect(orders.size).toBeGreaterThan(2390)
  expect(firsts.size).toBe(12)
  for (const count of firsts.values()) expect(Math.abs(count - 200)).toBeLessThan(80)
})

test('a section that is not shuffled stays as it was written', () => {
  expect(inOrderOf('visit', { ...twelve, shuffled: false })).toEqual(twelve.questions)
})

test('what asks about others stays behind them, and an information keeps its place', () => {
  const shownIf = { when: 'all', of: [{ when: 'not', of: { when: 'failed', question: 'b' } }, { when: 'answered', question: 'd' }] }
  const section: Section = {
    ...twelve, questions: [ask('a'), ask('b'), ask('c'), ask('d'), ask('why', { shownIf }), ask('e'), ask('read', { kind: 'information' }), ask('f'), ask('g'), ask('h')],
  }
  for (const seed of SEEDS) {
    const order = idsOf(inOrderOf(seed, section))
    const at = order.indexOf('b')
    expect(order.slice(at, at + 3)).toEqual(['b', 'd', 'why'])
    expect(order[6]).toBe('read')
    expect(order.slice(7).sort()).toEqual(['f', 'g', 'h'])
  }
})

test('numbers and gaps follow the order that is shown, and a hidden question leaves it', () => {
  const section: Section = { ...twelve, questions: [...twelve.questions, ask('hidden', { shownIf: { when: 'failed', question: 'q3' } })] }
  const [block] = blocksOf([section], { answers: [], instances: {} }, {}, 'visit-7')
  const order = idsOf(block!.questions)
  expect(order).not.toEqual(idsOf(twelve.questions))
  expect(order).not.toContain('hidden')
  const flaws = twelve.questions.map(({ id }) => ({ code: 'required' as const, question: id, instance: 0 }))
  expect(gapsOf(flaws as never, [block!]).map((gap) => gap.place)).toEqual(order.map((id) => `0 ${id}`))
})
