/** A store's stock as lists show it: by place, and what needs a look. */
import type { StockLine } from '@/counting/find'
import { say } from '@/i18n'

export type View = 'all' | 'low' | 'uncounted' | 'dates'

const SOON_DAYS = 3

export interface PlaceOfLines {
  place: string
  lines: StockLine[]
}

/** In the order of the sheet, which is the order in which one walks. */
export function byPlace(lines: StockLine[]): PlaceOfLines[] {
  const places = new Map<string, StockLine[]>()
  for (const line of lines) places.set(line.place, [...(places.get(line.place) ?? []), line])
  return [...places].map(([place, held]) => ({ place, lines: held }))
}

/** One product where it lies: what a count asks for; the key is that of its line in a count under way. */
export interface Spot {
  key: string
  line: StockLine
  place: string
  seen: StockLine['places'][number] | null
}

/** Every place with what lies there; a product that lies in two places is asked for in both. */
export function spotsByPlace(lines: StockLine[]): { place: string; spots: Spot[] }[] {
  const places = new Map<string, Spot[]>()
  for (const line of lines) {
    for (const seen of line.places.length ? line.places : [null]) {
      const place = seen?.place ?? ''
      places.set(place, [...(places.get(place) ?? []), { key: `${line.product}|${place}`, line, place, seen }])
    }
  }
  return [...places].map(([place, spots]) => ({ place, spots }))
}

export function needsLook(line: StockLine, view: View, today: string): boolean {
  switch (view) {
    case 'all': return true
    case 'low': return line.par !== null && line.onHand < line.par
    case 'uncounted': return line.countedAt === null
    case 'dates': return line.lots.some(({ expiresOn }) => expiresOn <= daysAfter(today, SOON_DAYS))
  }
}

export function isOver(expiresOn: string, today: string): boolean {
  return expiresOn < today
}

export function isSoon(expiresOn: string, today: string): boolean {
  return expiresOn <= daysAfter(today, SOON_DAYS)
}

export function localToday(now: Date = new Date()): string {
  return [now.getFullYear(), String(now.getMonth() + 1).padStart(2, '0'), String(now.getDate()).padStart(2, '0')].join('-')
}

function daysAfter(day: string, days: number): string {
  const moment = new Date(`${day}T12:00:00Z`)
  moment.setUTCDate(moment.getUTCDate() + days)
  return moment.toISOString().slice(0, 10)
}

export function quantity(units: number, line: { baseUnit: { zh: string; en: string } }): string {
  return `${units} ${say(line.baseUnit)}`
}
