/** Which issues a list shows and in which order; pure. */
import { isOverdue } from '@/issues/deadline'
import type { IssueCard, ShownCard } from '@/issues/overlay'

export const SHOWS = ['fix', 'review', 'overdue', 'closed'] as const
export type Show = (typeof SHOWS)[number]

/** Reads the filter of a URL; anything unknown is the person's usual one. */
export function readShow(text: unknown, usual: Show): Show {
  return SHOWS.find((show) => show === text) ?? usual
}

export function belongs(card: IssueCard, show: Show, now: number): boolean {
  switch (show) {
    case 'fix': return card.status === 'open'
    case 'review': return card.status === 'fixed'
    case 'overdue': return isOverdue(card, now)
    case 'closed': return card.status === 'closed'
  }
}

/** Whether this phone has just done what this list asks for; refused deeds are to be done again. */
export function wasDoneHere(card: ShownCard, show: Show): boolean {
  if (card.deed === null || card.parked) return false
  return show === (card.deed === 'fix' || card.deed === 'raised' ? 'fix' : 'review')
}

/** Most urgent first; what is closed, newest first. */
export function inOrder<T extends IssueCard>(cards: T[], show: Show): T[] {
  const key = (card: T): number => (show === 'closed' ? -Date.parse(card.raisedAt) : Date.parse(card.dueAt))
  return [...cards].sort((a, b) => key(a) - key(b) || a.id.localeCompare(b.id))
}
