// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { beforeAll, expect, test } from 'vitest'
import { useLocale } from '@/i18n'
import AnswerField from './AnswerField.vue'
import type { Answer, ChecklistDocument, Question } from './checklist'
import ScoreExplanation from './ScoreExplanation.vue'
import { scoreAnswers } from './scoring'
import { blocksOf, withInstance, withName, withoutInstance, type AnswerSheet } from './sheet'

const words = { zh: '字', en: 'words' }
beforeAll(() => useLocale('en'))

function field(question: Question, answer?: Answer) {
  return mount(AnswerField, { props: { question, answer, label: 'Shelf', disabled: false } })
}

test('a slider says nothing before it was touched, and then its value', async () => {
  const slider = field({ kind: 'slider', id: 's', text: words, min: 2, max: 8 })
  const range = slider.get<HTMLInputElement>('input[type=range]')
  expect(slider.get('output').text()).toBe('–')
  await range.trigger('click')
  await range.setValue('6')
  expect(slider.emitted('change')).toEqual([[{ number: '2' }], [{ number: '6' }]])
})

test.each([
  ['date', 'date'],
  ['time', 'time'],
  ['date_time', 'datetime-local'],
] as const)('a question for a %s has the picker of the phone', async (asks, type) => {
  const picker = field({ kind: 'date_time', id: 'd', text: words, asks })
  expect(picker.get('input').attributes('type')).toBe(type)
  await picker.get('button').trigger('click')
  const [[{ moment }]] = picker.emitted('change') as [[{ moment: string }]]
  expect(moment).toMatch({ date: /^\d{4}-\d\d-\d\d$/, time: /^\d\d:\d\d$/, date_time: /^\d{4}-\d\d-\d\dT\d\d:\d\d$/ }[asks])
})

test.each(['signature', 'barcode', 'location'] as const)('a %s can be given by the keyboard alone', async (kind) => {
  const typed = field({ kind, id: 'x', text: words })
  await typed.get('input[type=text]').setValue('Li Min')
  expect(typed.emitted('change')).toEqual([[{ text: 'Li Min' }]])
})

const fridge = { id: 'fridge', title: words, repeats: true, minInstances: 0, questions: [{ kind: 'yes_no', id: 'cold', text: words } as const] }

test('instances have names that move up with them, and the last one leaves the title', () => {
  let sheet: AnswerSheet = { answers: [{ question: 'cold', instance: 1, option: 'yes' }], instances: {} }
  sheet = withInstance(sheet, fridge)
  sheet = withName(sheet, blocksOf([fridge], sheet)[1]!, 'By the door')
  sheet = withoutInstance(sheet, fridge, 0)
  expect(blocksOf([fridge], sheet).map(({ name, instance }) => [name, instance])).toEqual([['By the door', 0]])
  expect(sheet.answers).toEqual([{ question: 'cold', instance: 0, option: 'yes' }])
  sheet = withoutInstance(sheet, fridge, 0)
  expect(blocksOf([fridge], sheet)).toMatchObject([{ empty: true, questions: [] }])
})

test('a hidden question is on no card, and the numbers go on without it', () => {
  const shownIf = { when: 'option_is', question: 'cold', options: ['no'] } as const
  const section = { ...fridge, repeats: false, questions: [...fridge.questions, { kind: 'text', id: 'why', text: words, shownIf } as const] }
  const next = { ...fridge, id: 'next', repeats: false, questions: [{ kind: 'text', id: 'more', text: words } as const] }
  const first = (option: string): number =>
    blocksOf([section, next], { answers: [{ question: 'cold', option }], instances: {} })[1]!.first
  expect([first('yes'), first('no')]).toEqual([2, 3])
})

test('a score opens to what each question earned and why, with the red line that fired', () => {
  const document: ChecklistDocument = {
    name: words, passMarkHundredths: 8000,
    sections: [{ id: 's', title: { zh: '厨房', en: 'Kitchen' }, questions: [
      { kind: 'yes_no', id: 'hands', text: { zh: '洗手', en: 'Hands washed' }, weight: 3 },
      { kind: 'yes_no', id: 'pests', text: { zh: '虫害', en: 'No pests' }, redLine: 'cap', capHundredths: 6000 },
      { kind: 'yes_no', id: 'fryer', text: { zh: '炸炉', en: 'Fryer' }, shownIf: { when: 'attribute_present', attribute: 'has_fryer' } },
    ] }],
  }
  const score = scoreAnswers(document, [{ question: 'hands', option: 'yes' }, { question: 'pests', option: 'no' }], true)
  const said = mount(ScoreExplanation, { props: { document, score } }).text()
  for (const part of ['3 of 4 points', '75.00', '60.00', 'Red line: the score is at most 60.', '3 / 3', '0 / 1', 'Not asked this time']) {
    expect.soft(said).toContain(part)
  }
})
