/** Minutes after midnight as the clock on the wall says them, and a span of hours; pure. */
import type { Wire } from '@/wire'

export type Span = Wire<'WorkingSpan'>
const DAY = 24 * 60

/** 1500 is 01:00 of the next day. */
export function sayClock(minutes: number): string {
  const within = minutes % DAY
  return `${String(Math.floor(within / 60)).padStart(2, '0')}:${String(within % 60).padStart(2, '0')}`
}

export function readClock(text: string): number | null {
  const [, hours, minutes] = /^(\d\d):(\d\d)$/.exec(text) ?? []
  return hours && minutes ? Number(hours) * 60 + Number(minutes) : null
}

/** The span between two clocks; what does not end later on the same day ends on the next. */
export function spanBetween(from: string, to: string): Span | null {
  const [opens, closes] = [readClock(from), readClock(to)]
  if (opens === null || closes === null) return null
  return { opens, closes: closes > opens ? closes : closes + DAY }
}
