/** Which issues a list shows and in which order; pure. */
import { isOverdue } from '@/issues/deadline'
import { FINAL, TO_DECIDE } from '@/issues/lifecycle'
import type { IssueCard, ShownCard, UnsentDeed } from '@/issues/overlay'

export const SHOWS = ['fix', 'review', 'overdue', 'closed'] as const
export type Show = (typeof SHOWS)[number]

/** Reads the filter of a URL; anything unknown is the person's usual one. */
export function readShow(text: unknown, usual: Show): Show {
  return SHOWS.find((show) => show === text) ?? usual
}

export function belongs(card: IssueCard, show: Show, now: number): boolean {
  switch (show) {
    case 'fix': return card.status === 'open' || card.status === 'acknowledged'
    case 'review': return TO_DECIDE.includes(card.status)
    case 'overdue': return isOverdue(card, now)
    case 'closed': return FINAL.includes(card.status)
  }
}

/** Deeds of those who have to fix it. */
const OF_STORE: UnsentDeed[] = ['fixed', 'raised', 'acknowledged', 'cannot_fix', 'disputed', 'commented']

/** Whether this phone has just done what this list asks for; refused deeds are to be done again. */
export function wasDoneHere(card: ShownCard, show: Show): boolean {
  if (card.deed === null || card.parked) return false
  return show === (OF_STORE.includes(card.deed) ? 'fix' : 'review')
}

/** Most urgent first; what is closed, newest first. */
export function inOrder<T extends IssueCard>(cards: T[], show: Show): T[] {
  const key = (card: T): number => (show === 'closed' ? -Date.parse(card.raisedAt) : Date.parse(card.dueAt))
  return [...cards].sort((a, b) => key(a) - key(b) || a.id.localeCompare(b.id))
}
