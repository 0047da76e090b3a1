import { expect, test } from 'vitest'
import type { Answer, ChecklistDocument, Score } from './checklist'
import type { Circumstances } from './conditions'
import { fraction, percent } from './fraction'
import { scoreAnswers } from './scoring'

interface Vector {
  name: string
  document: ChecklistDocument
  answers: Answer[]
  circumstances?: Circumstances
  submitted: boolean
  expected: Partial<Score>
}

const files = import.meta.glob<Vector[]>('../../../tests/inspections/vectors/scores/*.json', {
  eager: true,
  import: 'default',
})
const vectors = Object.values(files).flat()

test('the vectors are there', () => {
  expect(vectors.length).toBeGreaterThan(140)
})

test.each(vectors)('$name', ({ document, answers, circumstances, submitted, expected }) => {
  expect(scoreAnswers(document, answers, submitted, circumstances)).toMatchObject(expected)
})

test('a document with every field absent that has a default scores like one with all of them', () => {
  const words = { zh: '字', en: 'words' }
  const question = { kind: 'yes_no', id: 'a', text: words } as const
  const bare: ChecklistDocument = { name: words, sections: [{ id: 's', title: words, questions: [question] }] }
  const whole: ChecklistDocument = {
    ...bare,
    mode: 'points',
    unanswered: 'zero',
    repeats: 'pooled',
    passMarkHundredths: null,
    sections: [{ id: 's', title: words, repeats: false, questions: [{ ...question, weight: 1, redLine: null, passes: 'yes' }] }],
  }
  const answers = [{ question: 'a', option: 'yes' }]
  expect(scoreAnswers(bare, answers, true)).toEqual(scoreAnswers(whole, answers, true))
})

test.each([
  [1, 3, '33.33'],
  [1, 800, '0.13'],
  [-1, 1, '0.00'],
  [1, 1, '100.00'],
])('%i/%i is shown as %s', (numerator, denominator, shown) => {
  expect(percent(fraction(numerator, denominator))).toBe(shown)
})
