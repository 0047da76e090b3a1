/** Room on the phone: answers always find some, photos stop before it is gone, and downloads stop before photos do. */
import { db, inTransaction, readSetting, writeSetting } from './db'

/** A visit takes about forty photos of half a megabyte. */
export const FOR_A_VISIT = 60_000_000
/** Below this no further photo is taken, so that what was answered can still be saved and handed in. */
export const FOR_ANSWERS = 12_000_000
const RESERVE = 2_000_000

/** How many bytes are free, or null where the browser does not say. */
export async function freeSpace(): Promise<number | null> {
  const { quota, usage } = (await navigator.storage?.estimate?.().catch(() => undefined)) ?? ({} as StorageEstimate)
  return quota === undefined || usage === undefined ? null : Math.max(0, quota - usage)
}

export async function hasRoomFor(bytes: number): Promise<boolean> {
  const free = await freeSpace()
  return free === null || free > bytes
}

/** Asks the browser to keep what is here for good; true when it will. */
export async function persist(): Promise<boolean> {
  const storage = globalThis.navigator?.storage
  if (!storage?.persist) return false
  return (await storage.persisted().catch(() => false)) || storage.persist().catch(() => false)
}

/** Occupies a little room, which is given up when a write of an answer finds none; false when it is gone and none is left.

Browsers tell of more room than there is, so that nobody is known by it; only a write shows what is left. */
export async function reserve(): Promise<boolean> {
  if (await readSetting('reserve')) return true
  if (!(await hasRoomFor(FOR_ANSWERS))) return false
  // Bytes by chance: a disk that compresses would keep nothing free for zeros.
  const noise = new Uint8Array(RESERVE)
  for (let at = 0; at < RESERVE; at += 65_536) crypto.getRandomValues(noise.subarray(at, Math.min(RESERVE, at + 65_536)))
  return writeSetting('reserve', noise).then(() => true, () => false)
}

// A browser counts what was given up as free only a moment later.
const PAUSES = [0, 300, 1500]

/** Runs a small write; on a full phone again, in the room that was kept for it. */
export async function withReserve<T>(write: () => Promise<T>): Promise<T> {
  // Inside a transaction the whole of it is repeated by whoever began it.
  if (inTransaction()) return write()
  for (const pause of PAUSES) {
    try {
      return await write()
    } catch (failure) {
      if (!isFull(failure)) throw failure
      await db.settings.delete('reserve')
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
  }
  return write()
}

/** Whether a write failed because the phone is full; Dexie wraps the browser's own error. */
export function isFull(failure: unknown): boolean {
  const { name, inner } = (failure ?? {}) as { name?: string; inner?: unknown }
  return name === 'QuotaExceededError' || (inner !== undefined && inner !== failure && isFull(inner))
}
