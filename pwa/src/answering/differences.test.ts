import { describe, expect, it } from 'vitest'
import type { ChecklistDocument, Question } from './checklist'
import { differencesOf, isSame } from './differences'

const words = (text: string) => ({ zh: text, en: text })
const yesNo = (id: string, more: object = {}): Question => ({ kind: 'yes_no', id, text: words(id), ...more }) as Question
const choice = (id: string, options: object[]): Question => ({ kind: 'choice', id, text: words(id), options }) as Question
const checklist = (sections: Record<string, Question[]>, more: object = {}): ChecklistDocument => ({
  name: words('patrol'),
  sections: Object.entries(sections).map(([id, questions]) => ({ id, title: words(id), questions })),
  ...more,
})

function told(before: ChecklistDocument, after: ChecklistDocument): string[] {
  const { rules, sections, questions } = differencesOf(before, after)
  return [
    ...rules.map(({ rule }) => rule),
    ...sections.map(({ id, how, aspects }) => [how, id, ...aspects].join(' ')),
    ...questions.map(({ id, how, aspects }) => [how, id, ...aspects].join(' ')),
  ]
}

describe('differences', () => {
  it('finds none where only defaults are written out', () => {
    const bare = checklist({ s: [yesNo('a')] })
    const full = checklist(
      { s: [yesNo('a', { weight: 1, required: true, redLine: null, passes: 'yes', help: null, evidence: { photos: 'optional' } })] },
      { mode: 'points', unanswered: 'zero', passMarkHundredths: null },
    )
    expect(isSame(differencesOf(bare, full))).toBe(true)
  })

  it('tells what came and what went', () => {
    expect(told(checklist({ s: [yesNo('a'), yesNo('b')] }), checklist({ s: [yesNo('b'), yesNo('c')], u: [yesNo('d')] }))).toEqual([
      'added u', 'added c', 'added d', 'removed a',
    ])
  })

  it('names the fewest questions that explain a new order', () => {
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((id) => yesNo(id)) as [Question, Question, Question, Question]
    expect(told(checklist({ s: [a, b, c, d] }), checklist({ s: [d, a, b, c] }))).toEqual(['changed d moved'])
    expect(told(checklist({ s: [a, b], u: [c] }), checklist({ s: [a], u: [c, b] }))).toEqual(['changed b moved'])
  })

  it('does not call moved what only slid because others came and went', () => {
    expect(told(checklist({ s: [yesNo('a'), yesNo('b')] }), checklist({ s: [yesNo('new'), yesNo('b')] }))).toEqual(['added new', 'removed a'])
  })

  it.each([
    [{ text: words('other') }, 'words'],
    [{ weight: 3 }, 'weight'],
    [{ redLine: 'fail_inspection' }, 'policy'],
    [{ required: false }, 'required'],
    [{ evidence: { photos: 'always' } }, 'evidence'],
    [{ raises: { severity: 'high' } }, 'raises'],
    [{ referencePhoto: 'ab'.repeat(32) }, 'picture'],
    [{ shownIf: { when: 'answered', question: 'x' } }, 'condition'],
    [{ passes: 'no' }, 'limits'],
    [{ kind: 'text' }, 'kind'],
  ])('names the aspect of %j', (more, aspect) => {
    expect(told(checklist({ s: [yesNo('a')] }), checklist({ s: [yesNo('a', more)] }))).toEqual([`changed a ${aspect}`])
  })

  it('tells points from words of options, and both from other options', () => {
    const good = { id: 'good', label: words('good'), points: 2 }
    const poor = { id: 'poor', label: words('poor'), points: 0, failed: true }
    const before = checklist({ s: [choice('a', [good, poor])] })
    const now = (...options: object[]): ChecklistDocument => checklist({ s: [choice('a', options)] })
    expect(told(before, now({ ...good, points: 5 }, poor))).toEqual(['changed a points'])
    expect(told(before, now({ ...good, label: words('fine') }, poor))).toEqual(['changed a words'])
    expect(told(before, now({ ...good, label: words('fine') }, { ...poor, failed: false }))).toEqual(['changed a points words'])
    expect(told(before, now(good))).toEqual(['changed a options'])
  })

  it('tells rules of the checklist and of a section', () => {
    const before = checklist({ s: [yesNo('a')] })
    const after = checklist({ s: [yesNo('a')] }, { passMarkHundredths: 8000, unanswered: 'exclude' })
    after.sections = [{ ...after.sections[0]!, repeats: true }]
    expect(told(before, after)).toEqual(['unanswered', 'passMarkHundredths', 'changed s kind'])
  })
})
