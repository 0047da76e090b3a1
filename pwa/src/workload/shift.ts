/** What is left of this shift, from what the phone holds: the server's list less what was done here since. */
import type { Wire } from '@/wire'

export type StoreWorkload = Wire<'StoreWorkload'>
export type WorkItem = Wire<'WorkItem'>
export type WorkKind = WorkItem['kind']
export interface Waiting {
  url: string
  body: unknown
}
export interface Line {
  kind: WorkKind
  items: WorkItem[]
  minutes: number
}
export interface ShiftWork {
  /** When the shift that counts ends; null when the phone knows of none any more. */
  closes: string | null
  /** The store is closed now: it is the next shift's work. */
  ahead: boolean
  minutes: number
  lines: Line[]
  /** Work of the next days, no part of the sum. */
  later: { count: number; minutes: number }
  /** How many pieces were done on this phone and are still on their way. */
  onTheWay: number
}

export const KINDS = ['fix', 'task', 'order', 'receive', 'arrival', 'count'] as const satisfies readonly WorkKind[]

/** Sums one store up at a moment. */
export function workOfShift(store: StoreWorkload, waiting: Waiting[], now: number): ShiftWork {
  const shift = store.shifts.find(({ closes }) => Date.parse(closes) > now)
  const left = store.items.filter((item) => !isOver(item, now) && !isDone(item, store.store, waiting))
  // A phone that heard nothing for days knows no shift any more: then everything it knows of counts.
  const closes = shift ? Date.parse(shift.closes) : Infinity
  const mine = left.filter((item) => belongs(item, closes))
  return {
    closes: shift?.closes ?? null,
    ahead: shift !== undefined && Date.parse(shift.opens) > now,
    minutes: sum(mine),
    lines: KINDS.map((kind) => lineOf(kind, mine)).filter(({ items }) => items.length > 0),
    later: { count: left.length - mine.length, minutes: sum(left) - sum(mine) },
    onTheWay: store.items.filter((item) => isDone(item, store.store, waiting)).length,
  }
}

function belongs(item: WorkItem, closes: number): boolean {
  return Date.parse(item.dueAt) <= closes && (item.opensAt === null || Date.parse(item.opensAt) < closes)
}

/** After the cut-off there is nothing left to order for that delivery. */
function isOver(item: WorkItem, now: number): boolean {
  return item.kind === 'order' && Date.parse(item.dueAt) < now
}

function lineOf(kind: WorkKind, items: WorkItem[]): Line {
  const own = items.filter((item) => item.kind === kind)
  return { kind, items: own, minutes: sum(own) }
}

function sum(items: WorkItem[]): number {
  return items.reduce((total, item) => total + item.minutes, 0)
}

/** Whether a write that waits on this phone does a piece of work. */
export function isDone(item: WorkItem, store: string, waiting: Waiting[]): boolean {
  return waiting.some(({ url, body }) => does(item, store, url, (body ?? {}) as Record<string, unknown>))
}

/** A store's work without what one write has done. */
export function without(store: StoreWorkload, done: Waiting): StoreWorkload {
  return { ...store, items: store.items.filter((item) => !isDone(item, store.store, [done])) }
}

function does(item: WorkItem, store: string, url: string, body: Record<string, unknown>): boolean {
  switch (item.kind) {
    case 'fix': return new RegExp(`^/api/issues/${item.subject}/(fixes|cannot-fixes|disputes|cancellations)/[^/]+$`).test(url)
    case 'task': return /^\/api\/inspections\/[^/]+$/.test(url) && body.task === item.subject
    case 'order': return /^\/api\/orders\/[^/]+$/.test(url) && body.supplier === item.subject && body.store === store
    case 'receive': return url.startsWith(`/api/orders/${item.subject}/receipts/`)
    case 'arrival': return url.startsWith(`/api/transfers/${item.subject}/arrivals/`)
    case 'count': return url.startsWith(`/api/stores/${store}/counts/`)
  }
}

/** How many pieces of which minutes a line consists of, the longest first: "2 x 15, 1 x 5". */
export function groups({ items }: Line): { count: number; minutes: number }[] {
  const counted = new Map<number, number>()
  for (const { minutes } of items) counted.set(minutes, (counted.get(minutes) ?? 0) + 1)
  return [...counted].map(([minutes, count]) => ({ minutes, count })).sort((one, other) => other.minutes - one.minutes)
}
