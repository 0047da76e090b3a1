/** Which waiting write goes next; pure, so that its rules can be read and tested on their own. */
import type { Command } from './db'

/** A record stops waiting for a photo of its lane once that photo has failed this often. */
export const PHOTO_PATIENCE = 3

/** The next write to send at `now`: records before photos, oldest first, each in the order of its lane.

`rows` come in the order in which they were written; one pass, because a bad week leaves hundreds. */
export function nextToSend(rows: Command[], now: number): Command | null {
  const heldBack = new Set<string>()
  let photo: Command | null = null
  for (const row of rows) {
    const ready = row.state !== 'parked' && !isPausing(row, now)
    if (row.photo === null) {
      if (ready && !heldBack.has(row.lane)) return row
      // What is being corrected waits for its correction, which may follow in the same lane.
      if (row.replacedBy === null) heldBack.add(row.lane)
    } else {
      // Photos need nothing that came before them; a record follows the records and, for a while, the photos.
      if (ready) photo ??= row
      if (isWorthWaitingFor(row)) heldBack.add(row.lane)
    }
  }
  return photo
}

function isWorthWaitingFor(photo: Command): boolean {
  return photo.state !== 'parked' && photo.attempts < PHOTO_PATIENCE
}

const LONGEST_PAUSE = 5 * 60_000
/** The longest that the server can ask one write to wait. */
export const LONGEST_WAIT = 15 * 60_000

/** A pause that ends later than any pause can was written before the clock was set back; it is over. */
function isPausing(row: Command, now: number): boolean {
  return row.nextAt > now && row.nextAt <= now + LONGEST_WAIT
}

/** When the first of the pauses is over that some of these make; null when none does. */
export function earliestPauseEnd(rows: Command[], now: number): number | null {
  const ends = rows.filter((row) => row.state !== 'parked' && isPausing(row, now)).map((row) => row.nextAt)
  return ends.length > 0 ? Math.min(...ends) : null
}

/** Doubles from one second to five minutes; half of it by chance, so that phones do not return in step. */
export function pauseAfter(attempts: number, random: number = Math.random()): number {
  const full = Math.min(LONGEST_PAUSE, 1000 * 2 ** Math.min(attempts, 12))
  return Math.round(full / 2 + (full / 2) * random)
}

const LEAST_REST = 4

/** How long everything rests when nothing was answered well; never less than eight seconds. */
export function restAfter(attempts: number, random: number = Math.random()): number {
  return pauseAfter(Math.max(attempts, LEAST_REST), random)
}
