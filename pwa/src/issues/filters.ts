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

/** What a list is narrowed to besides what it shows; empty is everything. */
export interface Narrow {
  store: string
  severity: string
  category: string
  /** Due within so many days: "1", "3", "7". */
  due: string
  mine: boolean
}

/** The moment before which something is due; the end of a day, so that the same list keeps its address all day. */
export function dueBefore(days: string, now: number): string {
  const end = new Date(now)
  end.setHours(24 * (Number(days) || 0), 0, 0, 0)
  return end.toISOString()
}

/** The same for the server, which knows those that are not on this phone. */
export function queryOf(narrow: Narrow, now: number): string {
  const asked = new URLSearchParams()
  if (narrow.store) asked.set('store', narrow.store)
  if (narrow.severity) asked.set('severity', narrow.severity)
  if (narrow.category) asked.set('category', narrow.category)
  if (narrow.due) asked.set('due_before', dueBefore(narrow.due, now))
  if (narrow.mine) asked.set('mine', 'true')
  return asked.size ? `&${asked}` : ''
}

/** Whether a card of the phone's own copy is wanted; whose it is only the server knows in full. */
export function isWanted(card: IssueCard, narrow: Narrow, now: number): boolean {
  return (!narrow.store || card.store === narrow.store)
    && (!narrow.severity || card.severity === narrow.severity)
    && (!narrow.category || card.category === narrow.category)
    && (!narrow.due || card.dueAt < dueBefore(narrow.due, now))
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
