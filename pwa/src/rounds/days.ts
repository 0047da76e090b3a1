/** Days of a calendar as ISO dates; pure, without a time zone. */
export type Span = 'week' | 'month'

const at = (day: string): Date => new Date(`${day}T12:00Z`)
const iso = (date: Date): string => date.toISOString().slice(0, 10)

export function addDays(day: string, count: number): string {
  const date = at(day)
  date.setUTCDate(date.getUTCDate() + count)
  return iso(date)
}

export function mondayOf(day: string): string {
  return addDays(day, -((at(day).getUTCDay() + 6) % 7))
}

/** The days on screen: a week, or the whole weeks that a month lies in. */
export function daysOf(day: string, span: Span): string[] {
  if (span === 'week') return list(mondayOf(day), 7)
  const first = mondayOf(`${day.slice(0, 8)}01`)
  const next = addDays(`${day.slice(0, 8)}01`, 32)
  const end = addDays(mondayOf(addDays(`${next.slice(0, 8)}01`, -1)), 6)
  return list(first, Math.round((at(end).getTime() - at(first).getTime()) / 86_400_000) + 1)
}

export function moved(day: string, span: Span, steps: number): string {
  if (span === 'week') return addDays(day, 7 * steps)
  const date = at(`${day.slice(0, 8)}01`)
  date.setUTCMonth(date.getUTCMonth() + steps)
  return iso(date)
}

function list(first: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => addDays(first, index))
}

/** Today where this device is. */
export function todayHere(): string {
  const now = new Date()
  return iso(new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate(), 12)))
}
