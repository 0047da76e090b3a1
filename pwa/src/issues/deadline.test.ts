// @vitest-environment happy-dom
import { beforeAll, expect, test } from 'vitest'
import { useLocale } from '@/i18n'
import { dueAfter, isOverdue, sayDeadline } from '@/issues/deadline'

const NOW = Date.parse('2026-11-22T10:00:00Z')
const open = (minutes: number) => ({ status: 'open' as const, dueAt: new Date(NOW + minutes * 60_000).toISOString() })

beforeAll(() => useLocale('en'))

test.each([
  [-3 * 24 * 60, '3 days overdue'], [-24 * 60, '1 day overdue'], [-61, '1 hour overdue'], [-1, '1 minute overdue'], [-0.1, '1 minute overdue'],
  [35, '35 min left'], [200, '3 h 20 min left'],
])('%d minutes from now', (minutes, words) => {
  expect(sayDeadline(open(minutes), NOW)).toBe(words)
})

test('a day or more is a date, and a closed issue only remembers', () => {
  expect(sayDeadline(open(3 * 24 * 60), NOW)).toMatch(/^by .*25/)
  expect(sayDeadline({ ...open(-60), status: 'closed' as const }, NOW)).toMatch(/^due /)
  expect([isOverdue(open(-1), NOW), isOverdue(open(1), NOW), isOverdue({ ...open(-1), status: 'closed' as const }, NOW)]).toEqual([true, false, false])
})

test('the worse, the sooner', () => {
  const hours = (['critical', 'high', 'medium', 'low'] as const).map((one) => (Date.parse(dueAfter(one, NOW)) - NOW) / 3_600_000)
  expect(hours).toEqual([4, 24, 72, 168])
})
