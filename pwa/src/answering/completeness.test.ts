import { expect, test } from 'vitest'
import type { Answer, ChecklistDocument } from './checklist'
import type { Circumstances } from './conditions'
import { findFlaws, type Flaw } from './completeness'

interface Vector {
  name: string
  document: ChecklistDocument
  answers: Answer[]
  circumstances?: Circumstances
  expected: Flaw[]
}

const files = import.meta.glob<Vector[]>('../../../tests/inspections/vectors/completeness/*.json', {
  eager: true,
  import: 'default',
})
const vectors = Object.values(files).flat()

test('the vectors are there', () => {
  expect(vectors.length).toBeGreaterThan(45)
})

test.each(vectors)('$name', ({ document, answers, circumstances, expected }) => {
  expect(findFlaws(document, answers, circumstances)).toEqual(expected)
})

test('a half-typed number does not pass', () => {
  const words = { zh: '字', en: 'words' }
  const questions = [{ kind: 'number', id: 'a', text: words }] as const
  const document = { name: words, sections: [{ id: 's', title: words, questions }] }
  expect(findFlaws(document, [{ question: 'a', number: '4.' }])).toEqual([
    { code: 'wrong_kind', path: 'answers[0]', question: 'a', instance: 0 },
  ])
})
