/** A recurrence as it is chosen by hand: to an iCalendar rule and back, and as a sentence; pure but for the words. */
import { languageTag, t } from '@/i18n'

export const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const
export type Weekday = (typeof WEEKDAYS)[number]
export const NTH = [1, 2, 3, 4, -1] as const

export interface Choice {
  every: 'day' | 'week' | 'month'
  interval: number
  weekdays: Weekday[]
  by: 'day' | 'weekday'
  days: number[]
  nth: number
  weekday: Weekday
}

export const DAILY: Choice = { every: 'day', interval: 1, weekdays: ['MO'], by: 'day', days: [1], nth: 1, weekday: 'MO' }
const FREQUENCY = { day: 'DAILY', week: 'WEEKLY', month: 'MONTHLY' } as const

export function ruleOf(choice: Choice): string {
  const parts = [`FREQ=${FREQUENCY[choice.every]}`]
  if (choice.interval > 1) parts.push(`INTERVAL=${choice.interval}`)
  if (choice.every === 'week') parts.push(`BYDAY=${inWeek(choice.weekdays).join()}`)
  if (choice.every === 'month') {
    parts.push(choice.by === 'day' ? `BYMONTHDAY=${inMonth(choice.days).join()}` : `BYDAY=${choice.nth}${choice.weekday}`)
  }
  return parts.join(';')
}

export function choiceOf(rule: string): Choice {
  const parts = Object.fromEntries(rule.split(';').map((part) => part.split('=') as [string, string]))
  const every = parts.FREQ === 'WEEKLY' ? 'week' : parts.FREQ === 'MONTHLY' ? 'month' : 'day'
  const choice: Choice = { ...DAILY, every, interval: Number(parts.INTERVAL ?? 1) }
  if (every === 'week') choice.weekdays = (parts.BYDAY ?? 'MO').split(',') as Weekday[]
  if (every === 'month' && parts.BYMONTHDAY) choice.days = parts.BYMONTHDAY.split(',').map(Number)
  const nth = /^(-?\d)([A-Z]{2})$/.exec(every === 'month' ? (parts.BYDAY ?? '') : '')
  if (nth) Object.assign(choice, { by: 'weekday', nth: Number(nth[1]), weekday: nth[2] })
  return choice
}

/** "每 2 周的周一、周四", "Every 2 weeks on Monday and Thursday". */
export function sentenceOf(choice: Choice): string {
  const count = choice.interval
  const often = t(choice.every === 'day' && count === 1 ? 'rounds.daily' : `rounds.every_${choice.every}`, { count })
  if (choice.every === 'day') return often
  const when = choice.every === 'week'
    ? listed(inWeek(choice.weekdays).map((day) => weekdayName(day)))
    : choice.by === 'weekday'
      ? t('rounds.nthWeekday', { nth: t(`rounds.nth_${choice.nth as 1}`), weekday: weekdayName(choice.weekday) })
      : listed(inMonth(choice.days).map((day) => (day < 0 ? t('rounds.lastDay') : t('rounds.dayOfMonth', { day }))))
  return t(count > 1 ? 'rounds.oftenOn' : `rounds.plainOn_${choice.every}`, { often, when })
}

export function weekdayName(day: Weekday, style: 'long' | 'short' = 'long'): string {
  // The fifth of January 1970 was a Monday.
  const monday = Date.UTC(1970, 0, 5 + WEEKDAYS.indexOf(day))
  return new Intl.DateTimeFormat(languageTag.value, { weekday: style, timeZone: 'UTC' }).format(monday)
}

const inWeek = (days: Weekday[]): Weekday[] => WEEKDAYS.filter((day) => days.includes(day))
const inMonth = (days: number[]): number[] => [...new Set(days)].sort((a, b) => (a < 0 ? 99 : a) - (b < 0 ? 99 : b))
const listed = (words: string[]): string => new Intl.ListFormat(languageTag.value, { type: 'conjunction' }).format(words)
