import { describe, expect, it } from 'vitest'
import type { Answer, ChecklistDocument, Question } from '@/answering/checklist'
import { migrate } from './migration'

const words = (text: string) => ({ zh: text, en: text })
const option = (id: string): object => ({ id, label: words(id), points: 1 })
const asked = (kind: string, id: string, more: object = {}): Question => ({ kind, id, text: words(id), ...more }) as Question
const version = (questions: Question[], more: object = {}): ChecklistDocument => ({
  name: words('patrol'), sections: [{ id: 's', title: words('s'), questions, ...more }],
})
const carry = (from: ChecklistDocument, to: ChecklistDocument, answers: Answer[], instances = {}): { kept: unknown[]; aside: unknown[]; instances: unknown } => {
  const { sheet, aside } = migrate(from, to, { answers, instances })
  return { kept: [...sheet.answers], aside: aside.map(({ answer, why }) => [answer.question, why]), instances: sheet.instances }
}

describe('a visit that goes on with a newer version', () => {
  it('takes along what still fits, wherever its question stands now', () => {
    const from = version([asked('yes_no', 'a'), asked('text', 'b')])
    const to: ChecklistDocument = {
      name: words('patrol'),
      sections: [
        { id: 'other', title: words('other'), questions: [asked('text', 'b'), asked('yes_no', 'new')] },
        { id: 's', title: words('s'), questions: [asked('yes_no', 'a', { weight: 9 })] },
      ],
    }
    const answers = [{ question: 'a', option: 'no', note: 'wet', photos: ['x'] }, { question: 'b', text: 'fine' }]
    expect(carry(from, to, answers)).toEqual({ kept: answers, aside: [], instances: {} })
  })

  it('sets the whole answer aside where its question is gone', () => {
    const result = carry(version([asked('yes_no', 'a'), asked('yes_no', 'b')]), version([asked('yes_no', 'b')]), [{ question: 'a', option: 'no', note: 'wet' }])
    expect(result).toMatchObject({ kept: [], aside: [['a', 'gone']] })
  })

  it('keeps note and photos at a question that is asked in another way', () => {
    const { kept, aside } = carry(version([asked('yes_no', 'a')]), version([asked('text', 'a')]), [{ question: 'a', option: 'no', note: 'wet', photos: ['x'] }])
    expect(kept).toMatchObject([{ question: 'a', note: 'wet', photos: ['x'] }])
    expect(kept[0]).not.toHaveProperty('option')
    expect(aside).toEqual([['a', 'kind']])
  })

  it('sets an option aside that is offered no more, and keeps the others of several', () => {
    const from = version([asked('choice', 'a', { options: [option('x'), option('y')] }), asked('multi_choice', 'm', { options: [option('x'), option('y')] })])
    const to = version([asked('choice', 'a', { options: [option('y')] }), asked('multi_choice', 'm', { options: [option('y'), option('z')] })])
    const { kept, aside } = carry(from, to, [{ question: 'a', option: 'x' }, { question: 'm', options: ['x', 'y'] }])
    expect(kept).toEqual([{ question: 'm', options: ['y'] }])
    expect(aside).toEqual([['a', 'option'], ['m', 'option']])
  })

  it('sets further instances aside where the section repeats no more', () => {
    const from = version([asked('yes_no', 'a')], { repeats: true })
    const answers = [{ question: 'a', instance: 0, option: 'yes' }, { question: 'a', instance: 1, option: 'no' }]
    const { kept, aside, instances } = carry(from, version([asked('yes_no', 'a')]), answers, { s: 2 })
    expect(kept).toEqual([answers[0]])
    expect(aside).toEqual([['a', 'instance']])
    expect(instances).toEqual({})
    expect(carry(from, from, answers, { s: 2 })).toEqual({ kept: answers, aside: [], instances: { s: 2 } })
  })

  it('sets "not applicable" aside where it is allowed no more', () => {
    const from = version([asked('yes_no', 'a', { allowNotApplicable: true })])
    expect(carry(from, version([asked('yes_no', 'a')]), [{ question: 'a', notApplicable: true }])).toMatchObject({ kept: [], aside: [['a', 'not_applicable']] })
  })

  it('loses nothing: every answer is carried, set aside, or both', () => {
    const kinds = ['yes_no', 'text', 'number', 'photo']
    for (let seed = 0; seed < 200; seed += 1) {
      const some = (step: number): Question[] => [...'abcdef'].filter((_, n) => (seed >> (n % 5)) % step !== 0).map((id, n) => asked(kinds[(seed + n * step) % 4]!, id))
      const [from, to] = [version(some(2)), version(some(3))]
      const answers: Answer[] = from.sections[0]!.questions.map(({ id, kind }) => ({
        question: id, ...(kind === 'yes_no' ? { option: 'no' } : kind === 'number' ? { number: '3' } : kind === 'text' ? { text: 'x' } : { photos: ['p'] }),
      }))
      const { sheet, aside } = migrate(from, to, { answers, instances: {} })
      for (const answer of answers) {
        const whole = sheet.answers.some((one) => JSON.stringify(one) === JSON.stringify(answer))
        expect(whole || aside.some((one) => one.answer === answer)).toBe(true)
      }
    }
  })
})
