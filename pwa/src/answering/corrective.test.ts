import { expect, test } from 'vitest'
import type { Answer, ChecklistDocument } from './checklist'
import type { Flaw } from './completeness'
import { missingActions } from './corrective'

interface Vector {
  name: string
  document: ChecklistDocument
  answers: Answer[]
  expected: Flaw[]
}

const files = import.meta.glob<Vector[]>('../../../tests/inspections/vectors/corrective/*.json', { eager: true, import: 'default' })
const vectors = Object.values(files).flat()

test('the vectors are there', () => {
  expect(vectors.length).toBeGreaterThan(5)
})

test.each(vectors)('$name', ({ document, answers, expected }) => {
  expect(missingActions(document, answers)).toEqual(expected)
})
