/** What time the server thinks it is, also without a network and on a phone whose clock is wrong. */
import { readSetting, writeSetting } from './db'

interface Anchor {
  server: number
  wall: number
  monotonic: number
}

let anchor: Anchor = { server: Date.now(), wall: Date.now(), monotonic: performance.now() }

/** Remembers the server's Date header; `sentAt` and `now` are this phone's clock around the request. */
export function learnServerTime(dateHeader: string | null, sentAt: number, now: number = Date.now()): void {
  const told = dateHeader ? Date.parse(dateHeader) : NaN
  if (Number.isNaN(told)) return
  const before = anchor.server - anchor.wall
  // The header counts whole seconds, so the moment lies on average half a second later.
  const server = told + 500 + (now - sentAt) / 2
  anchor = { server, wall: now, monotonic: performance.now() }
  if (Math.abs(server - now - before) > 2000) void writeSetting('clockOffset', server - now)
}

/** Takes up the offset that was measured before the page was opened. */
export async function recallServerTime(): Promise<void> {
  const offset = (await readSetting<number>('clockOffset')) ?? 0
  anchor = { server: Date.now() + offset, wall: Date.now(), monotonic: performance.now() }
}

/** Estimated server time in milliseconds; a wall clock set back does not turn it back. */
export function serverNow(): number {
  return anchor.server + Math.max(Date.now() - anchor.wall, performance.now() - anchor.monotonic)
}

/** The two times that every write of a phone carries. */
export function stamps(): { deviceAt: string; estimatedAt: string } {
  return { deviceAt: withOffset(new Date()), estimatedAt: new Date(serverNow()).toISOString() }
}

/** As stamps(), with a third clock that nobody can set; it counts within one run of the page. */
export function clockedStamps(): { deviceAt: string; estimatedAt: string; monotonicMs: number; run: number } {
  return { ...stamps(), monotonicMs: Math.round(performance.now()), run: Math.round(performance.timeOrigin) }
}

/** RFC 3339 with the phone's own offset, so that "at 9 in the morning" survives. */
export function withOffset(moment: Date): string {
  const minutes = -moment.getTimezoneOffset()
  const sign = minutes < 0 ? '-' : '+'
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60]
  const local = new Date(moment.getTime() + minutes * 60_000).toISOString().slice(0, -1)
  return `${local}${sign}${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`
}
