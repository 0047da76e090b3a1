import { beforeAll, describe, expect, it, vi } from 'vitest'
import { useLocale } from '@/i18n'
import { choiceOf, DAILY, ruleOf, sentenceOf, type Choice } from './rule'

const CASES: [Partial<Choice>, string, string, string][] = [
  [{}, 'FREQ=DAILY', '每天', 'Every day'],
  [{ interval: 3 }, 'FREQ=DAILY;INTERVAL=3', '每 3 天', 'Every 3 days'],
  [{ every: 'week', weekdays: ['TH', 'MO'] }, 'FREQ=WEEKLY;BYDAY=MO,TH', '每周的星期一和星期四', 'Every week on Monday and Thursday'],
  [{ every: 'week', interval: 2, weekdays: ['SU'] }, 'FREQ=WEEKLY;INTERVAL=2;BYDAY=SU', '每 2 周的星期日', 'Every 2 weeks on Sunday'],
  [{ every: 'month', days: [-1, 15, 1] }, 'FREQ=MONTHLY;BYMONTHDAY=1,15,-1', '每月的1 日、15 日和最后一天', 'Every month on day 1, day 15 and the last day'],
  [{ every: 'month', by: 'weekday', nth: -1, weekday: 'FR' }, 'FREQ=MONTHLY;BYDAY=-1FR', '每月的最后一个星期五', 'Every month on the last Friday'],
  [{ every: 'month', interval: 3, by: 'weekday', nth: 1, weekday: 'MO' }, 'FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO', '每 3 个月的第一个星期一', 'Every 3 months on the first Monday'],
]

describe('a recurrence chosen by hand', () => {
  beforeAll(() => {
    vi.stubGlobal('document', { documentElement: {} })
    vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined })
  })

  it.each(CASES)('%o is a rule and can be read back', (change, rule) => {
    expect(ruleOf({ ...DAILY, ...change })).toBe(rule)
    expect(ruleOf(choiceOf(rule))).toBe(rule)
  })

  it.each(CASES)('%o is a sentence in both languages', async (change, _, zh, en) => {
    await useLocale('zh')
    expect(sentenceOf({ ...DAILY, ...change })).toBe(zh)
    await useLocale('en')
    expect(sentenceOf({ ...DAILY, ...change })).toBe(en)
  })
})
