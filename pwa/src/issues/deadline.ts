/** Deadlines in words, and which issues are late; pure. */
import { formatDate, t } from '@/i18n'
import { FINAL, RUNNING, type Status } from '@/issues/lifecycle'
import type { Wire } from '@/wire'

export type Severity = Wire<'IssueCard'>['severity']

type Timed = { status: Status; dueAt: string; paused?: boolean }

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** As the server counts for issues raised by hand. */
const HOURS: Record<Severity, number> = { critical: 4, high: 24, medium: 72, low: 168 }

/** Late is only who still has to do something, and nobody while a dispute is open. */
export function isOverdue(issue: Timed, now: number): boolean {
  return RUNNING.includes(issue.status) && !issue.paused && Date.parse(issue.dueAt) < now
}

export function dueAfter(severity: Severity, raisedAt: number): string {
  return new Date(raisedAt + HOURS[severity] * HOUR).toISOString()
}

/** "已逾期 2 天", "还剩 3 小时 20 分钟", "11月25日 18:00 前"; a closed issue says only when it was due. */
export function sayDeadline(issue: Timed, now: number): string {
  const moment = formatDate(issue.dueAt)
  if (issue.paused) return t('issues.clockStopped')
  if (FINAL.includes(issue.status)) return t('issues.wasDue', { moment })
  const left = Date.parse(issue.dueAt) - now
  // What waits for review is not late any more, and neither is it counted down.
  if (!RUNNING.includes(issue.status)) return t('issues.wasDue', { moment })
  if (left < 0) return sayLate(-left)
  if (left >= DAY) return t('issues.dueBy', { moment })
  const values = { hours: Math.floor(left / HOUR), minutes: Math.floor((left % HOUR) / MINUTE) }
  return values.hours > 0 ? t('issues.leftHours', values) : t('issues.leftMinutes', values)
}

function sayLate(late: number): string {
  if (late >= DAY) return t('issues.overdueDays', { count: Math.floor(late / DAY) })
  if (late >= HOUR) return t('issues.overdueHours', { count: Math.floor(late / HOUR) })
  return t('issues.overdueMinutes', { count: Math.max(1, Math.floor(late / MINUTE)) })
}
