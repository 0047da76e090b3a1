import { beforeAll, describe, expect, it, vi } from 'vitest'
import { useLocale } from '@/i18n'
import type { Question, Section } from './checklist'
import { questionInWords, ruleInWords, sectionInWords } from './difference-words'
import type { RuleDifference } from './differences'

const words = (text: string) => ({ zh: text, en: text })
const yesNo = (more: object = {}): Question => ({ kind: 'yes_no', id: 'a', text: words('a'), ...more }) as Question
const fridge = (more: object = {}): Question => ({ kind: 'temperature', id: 'a', text: words('a'), ...more }) as Question

beforeAll(async () => {
  vi.stubGlobal('document', { documentElement: {} })
  vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => {} })
  await useLocale('zh')
})

describe('what a changed value was and is', () => {
  it.each<[RuleDifference, string]>([
    [{ rule: 'passMarkHundredths', before: 8000, after: 8500 }, '合格线 80 → 85'],
    [{ rule: 'passMarkHundredths', before: null, after: 6050 }, '合格线 无 → 60.5'],
    [{ rule: 'mode', before: undefined, after: 'deduction' }, '计分方式 得分 ÷ 应得分 → 从起始分倒扣'],
    [{ rule: 'unanswered', before: 'zero', after: 'exclude' }, '没答的选答项怎样计分 按 0 分计 → 不计入'],
    [{ rule: 'bands', before: undefined, after: [{ id: 'a', label: words('优'), fromHundredths: 9000 }] }, '等级 无 → 优 ≥ 90'],
    [{ rule: 'name', before: words('日检'), after: words('夜检') }, '检查表名称 日检 → 夜检'],
  ])('tells a rule: %j', (rule, told) => {
    expect(ruleInWords(rule)).toBe(told)
  })

  it.each<[Question, Question, string[]]>([
    [yesNo(), yesNo({ weight: 3, required: false }), ['权重 1 → 3', '必答 是 → 否']],
    [yesNo({ redLine: 'flag' }), yesNo({ redLine: 'cap', capHundredths: 6000 }), ['红线 只标出来 → 最高 60 分']],
    [yesNo({ redLine: 'cap', capHundredths: 6000 }), yesNo({ redLine: 'cap', capHundredths: 7000 }), ['红线 最高 60 分 → 最高 70 分']],
    [yesNo(), yesNo({ deduction: 5, deductionCap: 20 }), ['每次扣 0 → 5', '最多扣 无 → 20']],
    [fridge({ limits: { min: '2', max: '8' } }), fridge({ limits: { min: '0', max: '5' } }), ['合格范围 2 – 8 °C → 0 – 5 °C']],
    [fridge(), fridge({ limits: { max: '-18.5' } }), ['合格范围 无 → ≤ -18.5 °C']],
    [yesNo(), yesNo({ evidence: { photos: 'always', count: 2, noteOnFail: true } }), ['证据 可拍可不拍 → 必拍 2 张 · 不合格要写备注']],
    [yesNo({ raises: { severity: 'low' } }), yesNo({ raises: { severity: 'critical', dueHours: 4 } }), ['整改单 轻微 → 紧急 · 4 小时内']],
    [yesNo({ weight: 1 }), yesNo({ required: true }), []],
  ])('tells a question', (before, after, told) => {
    expect(questionInWords(before, after)).toEqual(told)
  })

  it('tells the points of an option under its own name', () => {
    const choice = (points: number): Question =>
      ({ kind: 'choice', id: 'a', text: words('a'), options: [{ id: 'good', label: words('合格'), points }] }) as Question
    expect(questionInWords(choice(3), choice(5))).toEqual(['合格 3 → 5'])
  })

  it('tells a section', () => {
    const section: Section = { id: 's', title: words('卖场'), questions: [] }
    expect(sectionInWords(section, { ...section, weight: 2, passMarkHundredths: 8000, shuffled: true })).toEqual([
      '权重 1 → 2', '合格线 无 → 80', '打乱顺序 否 → 是',
    ])
  })
})
