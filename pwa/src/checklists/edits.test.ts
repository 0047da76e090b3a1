import { describe, expect, it } from 'vitest'
import type { ChecklistDocument, Question } from '@/answering/checklist'
import { newQuestion, ofKind, tidy } from './draft-document'
import {
  changeQuestion, duplicateQuestion, duplicateSection, findQuestion, moveQuestion, nudgeQuestion, nudgeSection, removeQuestion,
} from './edits'

const words = (text: string) => ({ zh: text, en: text })
const question = (id: string, more: object = {}): Question => ({ kind: 'yes_no', id, text: words(id), ...more }) as Question
const draft = (...sections: string[]): ChecklistDocument => ({
  name: words('patrol'),
  sections: sections.map((ids, row) => ({ id: `s${row}`, title: words(`s${row}`), questions: [...ids].map((id) => question(id)) })),
})
const order = (document: ChecklistDocument): string[] => document.sections.map(({ questions }) => questions.map(({ id }) => id).join(''))

describe('edits', () => {
  it('moves a question into a slot counted before it was taken out', () => {
    expect(order(moveQuestion(draft('abcd', 'ef'), 'a', { section: 0, index: 3 }))).toEqual(['bcad', 'ef'])
    expect(order(moveQuestion(draft('abcd', 'ef'), 'd', { section: 0, index: 0 }))).toEqual(['dabc', 'ef'])
    expect(order(moveQuestion(draft('abcd', 'ef'), 'b', { section: 1, index: 2 }))).toEqual(['acd', 'efb'])
    const still = draft('ab')
    expect(moveQuestion(still, 'a', { section: 0, index: 1 })).toBe(still)
  })

  it('nudges over the edge of a section, and not over the ends', () => {
    expect(order(nudgeQuestion(draft('ab', 'cd'), 'b', 1))).toEqual(['a', 'bcd'])
    expect(order(nudgeQuestion(draft('ab', 'cd'), 'c', -1))).toEqual(['abc', 'd'])
    expect(order(nudgeQuestion(draft('ab', 'cd'), 'a', 1))).toEqual(['ba', 'cd'])
    const ends = draft('ab', 'cd')
    expect(nudgeQuestion(ends, 'a', -1)).toBe(ends)
    expect(nudgeQuestion(ends, 'd', 1)).toBe(ends)
  })

  it('leaves what it does not touch as the very same object', () => {
    const before = draft('ab', 'cd')
    const after = changeQuestion(before, 'c', (one) => ({ ...one, weight: 3 }))
    expect(after.sections[0]).toBe(before.sections[0])
    expect(after.sections[1]!.questions[1]).toBe(before.sections[1]!.questions[1])
    expect(findQuestion(after, 'c')!.question.weight).toBe(3)
    expect(findQuestion(before, 'c')!.question.weight).toBeUndefined()
  })

  it('puts a copy with an id of its own behind its model', () => {
    const { document, copy } = duplicateQuestion(draft('ab'), 'a')
    expect(document.sections[0]!.questions.map(({ id }) => id)).toEqual(['a', copy, 'b'])
    expect(copy).toMatch(/^[A-Za-z0-9_.-]{1,64}$/)
  })

  it('copies a section with the conditions among its questions', () => {
    const before = draft('ab')
    const conditional = changeQuestion(before, 'b', (one) => ({ ...one, shownIf: { when: 'answered', question: 'a' } }) as unknown as Question)
    const { document } = duplicateSection(conditional, 's0')
    const [first, second] = document.sections[1]!.questions
    expect((second as unknown as { shownIf: { question: string } }).shownIf.question).toBe(first!.id)
    expect(new Set(document.sections.flatMap(({ questions }) => questions.map(({ id }) => id))).size).toBe(4)
  })

  it('takes out and moves sections', () => {
    expect(order(removeQuestion(draft('abc'), 'b'))).toEqual(['ac'])
    expect(order(nudgeSection(draft('a', 'b', 'c'), 's2', -1))).toEqual(['a', 'c', 'b'])
    const ends = draft('a', 'b')
    expect(nudgeSection(ends, 's1', 1)).toBe(ends)
  })

  it('keeps what another kind knows too', () => {
    const choice = newQuestion('choice', words('x'))
    const multi = ofKind({ ...choice, weight: 4 }, 'multi_choice') as unknown as Record<string, unknown>
    expect(multi.options).toEqual((choice as unknown as Record<string, unknown>).options)
    expect(multi.weight).toBe(4)
    expect('options' in ofKind({ ...choice }, 'text')).toBe(false)
  })

  it('makes a whole of any half', () => {
    for (const half of [null, 7, {}, { sections: 3 }, { sections: [null, { questions: [{}, 'x', { kind: 'choice', options: [5] }] }] }]) {
      const document = tidy(half)
      for (const section of document.sections) {
        expect(typeof section.title.zh).toBe('string')
        for (const one of section.questions) expect(one.id).toBeTruthy()
      }
    }
  })
})
