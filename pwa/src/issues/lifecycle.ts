/** What each deed makes of an issue, as backend/issues/lifecycle.py has it; pure. */
import type { Wire } from '@/wire'

export type Status = Wire<'IssueCard'>['status']
export type Kind = Wire<'StepOut'>['kind']
export type DeedName = Wire<'IssueOut'>['may'][number]

export interface State {
  status: Status
  round: number
}

const OPEN: Status[] = ['open', 'acknowledged']
export const FINAL: Status[] = ['closed', 'cancelled']
/** Where the store is still to do something, so that the clock can run out. */
export const RUNNING: Status[] = ['open', 'acknowledged', 'cannot_fix']
/** Where a reviewer is asked. */
export const TO_DECIDE: Status[] = ['fixed', 'cannot_fix', 'disputed']

/** Where a deed leads; null where it does not fit what the issue has become. */
export function follow({ status, round }: State, kind: Kind, ofRound: number): State | null {
  const at = (froms: Status[], to: Status): State | null => (froms.includes(status) ? { status: to, round } : null)
  const anew = (froms: Status[], to: Status): State | null => (froms.includes(status) ? { status: to, round: round + 1 } : null)
  switch (kind) {
    case 'commented':
    case 'wasted':
    case 'counted':
    case 'invited': return { status, round }
    case 'acknowledged': return at(['open'], 'acknowledged')
    case 'fixed': return ofRound === round ? (at([...RUNNING], 'fixed') ?? at(['disputed'], 'disputed')) : null
    case 'verified': return at(['fixed'], 'closed')
    case 'rejected': return anew(['fixed'], 'acknowledged')
    case 'cannot_fix': return at(OPEN, 'cannot_fix')
    case 'cannot_fix_granted': return at(['cannot_fix'], 'open')
    case 'cannot_fix_refused': return at(['cannot_fix'], 'acknowledged')
    case 'disputed': return at(OPEN, 'disputed')
    case 'dispute_upheld': return at(['disputed'], 'acknowledged')
    case 'dispute_amended': return at(['disputed'], 'acknowledged')
    case 'dispute_withdrawn': return at(['disputed'], 'cancelled')
    case 'transferred': return FINAL.includes(status) ? null : { status: status === 'acknowledged' ? 'open' : status, round }
    case 'cancelled': return FINAL.includes(status) ? null : { status: 'cancelled', round }
    case 'reopened': return anew(FINAL, 'open')
    case 'recurred': return anew(['closed'], 'open')
  }
}

const FITS: Record<DeedName, (status: Status) => boolean> = {
  acknowledge: (status) => status === 'open',
  fix: (status) => RUNNING.includes(status),
  verify: (status) => status === 'fixed',
  cannot_fix: (status) => OPEN.includes(status),
  decide_cannot_fix: (status) => status === 'cannot_fix',
  dispute: (status) => OPEN.includes(status),
  decide_dispute: (status) => status === 'disputed',
  transfer: (status) => !FINAL.includes(status),
  cancel: (status) => !FINAL.includes(status),
  invite: (status) => !FINAL.includes(status),
  reopen: (status) => FINAL.includes(status),
  comment: () => true,
}

/** Which of the deeds that the server offered still fit once something waits on this phone. */
export function stillMay(may: DeedName[], status: Status): DeedName[] {
  return may.filter((deed) => FITS[deed](status))
}
