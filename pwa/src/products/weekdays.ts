/** ISO weekdays, 1 is Monday, in the words of the language on screen. */
import { formatDate, t } from '@/i18n'

export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7]

export function sayDay(weekday: number): string {
  // 1 January 2024 was a Monday.
  return formatDate(Date.UTC(2024, 0, weekday, 12), 'weekday')
}

export function sayDays(weekdays: readonly number[]): string {
  if (weekdays.length === 7) return t('catalogue.everyDay')
  return weekdays.length ? weekdays.map(sayDay).join(t('catalogue.and')) : t('catalogue.never')
}
