import { describe, expect, it } from 'vitest'
import type { ChecklistDocument, Question } from '@/answering/checklist'
import { attributesOf, conditionOf, earlierQuestions, leafAbout, linesOf, type AttributeValue, type Condition } from './condition'
import { newQuestion } from './draft-document'

const answered = (question: string): Condition => ({ when: 'answered', question })
const question = (id: string): Question => ({ ...newQuestion('yes_no'), id })
const document: ChecklistDocument = {
  name: { zh: '', en: '' },
  sections: ['ab', 'cd'].map((ids, row) => ({ id: `s${row}`, title: { zh: '', en: '' }, questions: [...ids].map(question) })),
}

describe('conditions', () => {
  it.each<[Condition | null]>([
    [null],
    [answered('a')],
    [{ when: 'not', of: { when: 'attribute_present', attribute: 'fryer' } }],
    [{ when: 'any', of: [answered('a'), { when: 'role_is', roles: ['supervisor'] }] }],
    [{ when: 'all', of: [answered('a'), { when: 'not', of: answered('b') }] }],
  ])('come back as they were: %j', (condition) => {
    expect(conditionOf(linesOf(condition)!)).toEqual(condition)
  })

  it('that are nested deeper are left alone', () => {
    expect(linesOf({ when: 'all', of: [{ when: 'any', of: [answered('a')] }] })).toBeNull()
    expect(linesOf({ when: 'not', of: { when: 'not', of: answered('a') } })).toBeNull()
  })

  it('speak of earlier questions only', () => {
    expect(earlierQuestions(document, 'c').map(({ id }) => id)).toEqual(['a', 'b'])
    expect(earlierQuestions(document, 'd').map(({ id }) => id)).toEqual(['a', 'b', 'c'])
    expect(earlierQuestions(document, 's1').map(({ id }) => id)).toEqual(['a', 'b'])
    expect(earlierQuestions(document, 'a')).toEqual([])
  })

  it('begin with what is most likely asked of a kind', () => {
    expect(leafAbout(question('a'))).toEqual({ when: 'option_is', question: 'a', options: ['yes'] })
    expect(leafAbout({ ...newQuestion('temperature'), id: 't' }).when).toBe('number_is')
    expect(leafAbout({ ...newQuestion('photo'), id: 'p' }).when).toBe('answered')
  })

  it('know the attributes that stores have', () => {
    const stores: { attributes: Record<string, AttributeValue> }[] = [{ attributes: { fryer: true, fridges: 3 } }, { attributes: { fryer: false } }, { attributes: {} }]
    expect([...attributesOf(stores)]).toEqual([['fridges', [3]], ['fryer', [false, true]]])
  })
})
