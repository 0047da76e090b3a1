/** What time the server thinks it is, also without a network and on a phone whose clock is wrong. */
import { readSetting, writeSetting } from './db'

interface Anchor {
  server: number
  wall: number
  monotonic: number
}

/** A clock that was moved: when we noticed, and by how many seconds. */
interface Jump {
  at: number
  seconds: number
}

/** Less than this is drift, or a slow reply. */
const JUMP = 120_000
const SPOKEN_OF_FOR = 24 * 3_600_000
let jump: Jump | null = null
let isKnown = false
let remembered = 0
let anchor: Anchor = { server: Date.now(), wall: Date.now(), monotonic: performance.now() }

/** Remembers the server's Date header; how long the way was is told by the clock that nobody can set, at `sentAt` of it. */
export function learnServerTime(dateHeader: string | null, sentAt: number, now: number = Date.now()): void {
  const told = dateHeader ? Date.parse(dateHeader) : NaN
  if (Number.isNaN(told)) return
  const before = anchor.server - anchor.wall
  // The header counts whole seconds, so the moment lies on average half a second later.
  const server = told + 500 + (performance.now() - sentAt) / 2
  // A sleeping phone stops its monotonic clock; a wall clock that was moved shows in its distance to the server.
  if (isKnown && Math.abs(server - now - before) > JUMP) {
    noteJump(before - (server - now))
    void writeSetting('clockSeen', (remembered = server))
  }
  isKnown = true
  anchor = { server, wall: now, monotonic: performance.now() }
  if (Math.abs(server - now - before) > 2000) void writeSetting('clockOffset', server - now)
}

/** Takes up the offset that was measured before the page was opened. */
export async function recallServerTime(): Promise<void> {
  const offset = await readSetting<number>('clockOffset')
  const last = (await readSetting<number>('clockSeen')) ?? 0
  const server = Date.now() + (offset ?? 0)
  isKnown = offset !== null
  remembered = 0
  jump = await readSetting<Jump>('clockJump')
  anchor = { server: Math.max(server, last), wall: Date.now(), monotonic: performance.now() }
  // Time does not run backwards, also not while the app was closed.
  if (last - server > JUMP) noteJump(server - last)
}

/** Writes down how late it is, now and then, so that a clock set back while the app is closed is noticed. */
export async function rememberServerTime(): Promise<void> {
  if (Math.abs(serverNow() - remembered) < 60_000) return
  remembered = serverNow()
  await writeSetting('clockSeen', remembered)
}

function noteJump(milliseconds: number): void {
  jump = { at: serverNow(), seconds: Math.round(milliseconds / 1000) }
  void writeSetting('clockJump', jump)
}

/** By how many seconds the phone's clock was moved within the last day, or null. */
export function clockJump(): number | null {
  const [wall, monotonic] = [Date.now() - anchor.wall, performance.now() - anchor.monotonic]
  // Kept relative to where the clock stood, so that it is said once however often it is asked.
  if (monotonic - wall > JUMP && Math.abs(wall - monotonic - (jump?.seconds ?? 0) * 1000) > JUMP) noteJump(wall - monotonic)
  return jump && serverNow() - jump.at < SPOKEN_OF_FOR ? jump.seconds : null
}

/** Estimated server time in milliseconds; a wall clock set back does not turn it back. */
export function serverNow(): number {
  return anchor.server + Math.max(Date.now() - anchor.wall, performance.now() - anchor.monotonic)
}

/** The two times that every write of a phone carries, and whether its clock was moved. */
export function stamps(): { deviceAt: string; estimatedAt: string; clockJumpSeconds?: number } {
  const moved = clockJump()
  const times = { deviceAt: withOffset(new Date()), estimatedAt: new Date(serverNow()).toISOString() }
  return moved === null ? times : { ...times, clockJumpSeconds: moved }
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
