import { beforeAll, expect, it, vi } from 'vitest'
import type { ChecklistDocument } from '@/answering/checklist'
import { useDeskWords, useLocale } from '@/i18n'
import type { Condition } from './condition'
import { conditionWords } from './condition-words'

const document: ChecklistDocument = {
  name: { zh: '', en: '' },
  sections: [{
    id: 's', title: { zh: '', en: '' },
    questions: [
      { id: 'door', kind: 'choice', text: { zh: '柜门', en: 'Door' }, options: [{ id: 'ok', label: { zh: '好', en: 'Fine' }, points: 1 }, { id: 'broken', label: { zh: '坏', en: 'Broken' }, points: 0 }] },
      { id: 'heat', kind: 'temperature', text: { zh: '温度', en: 'Heat' } },
    ],
  }],
}

beforeAll(async () => {
  vi.stubGlobal('document', { documentElement: {} })
  vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => {} })
  await useDeskWords()
})

const broken: Condition = { when: 'option_is', question: 'door', options: ['broken'] }
const hot: Condition = { when: 'number_is', question: 'heat', comparison: 'above', number: '5' }
const fryer: Condition = { when: 'attribute_present', attribute: 'has_fryer' }

it.each<[Condition, string, string]>([
  [broken, '只在这时出现：“柜门” 选了 “坏”', 'Asked only if: “Door” is “Broken”'],
  [hot, '只在这时出现：“温度” 大于 5', 'Asked only if: “Heat” above 5'],
  [{ when: 'not', of: fryer }, '只在这时出现：门店没有炸炉', 'Asked only if: the store does not have: Fryer'],
  [{ when: 'all', of: [broken, { when: 'any', of: [hot, { when: 'not', of: { when: 'role_is', roles: ['staff'] } }] }] },
    '只在这时出现：“柜门” 选了 “坏”，并且（“温度” 大于 5，或者检查人的岗位 不是 店员）',
    'Asked only if: “Door” is “Broken” and (“Heat” above 5 or Role of the inspector is not Staff)'],
  [{ when: 'not', of: { when: 'any', of: [broken, hot] } },
    '只在这时出现：不是（“柜门” 选了 “坏”，或者“温度” 大于 5）', 'Asked only if: not (“Door” is “Broken” or “Heat” above 5)'],
])('says %j', async (condition, zh, en) => {
  await useLocale('zh')
  expect(conditionWords(condition, document)).toBe(zh)
  await useLocale('en')
  expect(conditionWords(condition, document)).toBe(en)
})

it('calls a question that is gone unwritten, and an option that is gone by its id', async () => {
  await useLocale('en')
  expect(conditionWords({ when: 'option_is', question: 'gone', options: ['x'] }, document)).toBe('Asked only if: “(not written yet)” is “x”')
})
