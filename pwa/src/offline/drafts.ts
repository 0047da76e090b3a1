/** Unfinished work, saved at every tap; one tab writes a draft, the others read it, and nobody but its person sees it. */
import { db, readSetting, type Draft } from './db'
import { useLiveQuery } from './live-query'
import { me, type Me } from './session'
import { withReserve } from './space'
import type { Ref } from 'vue'

/** Saves a draft; once the promise resolves it survives a crash. */
export async function saveDraft(id: string, body: unknown): Promise<void> {
  const person = await readSetting<Me>('me')
  if (!person) throw new Error('Nobody is signed in on this phone')
  const row = { id, person: person.id, body: JSON.parse(JSON.stringify(body)), updatedAt: Date.now() }
  await withReserve(() => db.drafts.put(row))
}

/** One's own draft; another person's of the same name is another draft. */
export async function readDraft<T>(id: string): Promise<T | null> {
  const person = await readSetting<Me>('me')
  const draft = person ? await db.drafts.get([person.id, id]) : undefined
  return (draft?.body as T | undefined) ?? null
}

export async function removeDraft(id: string): Promise<void> {
  const person = await readSetting<Me>('me')
  if (person) await db.drafts.bulkDelete([[person.id, id], [person.id, reserved(id)]])
}

const reserved = (id: string): string => `address of ${id}`

/** Settles the address under which what is written in a draft will go up; it goes when the draft goes. */
export const reserveAddress = (id: string, url: string): Promise<void> => saveDraft(reserved(id), { url })

/** The address that was settled for a draft, else a fresh one. */
export async function addressFor(id: string, fresh: string): Promise<string> {
  return (await readDraft<{ url: string }>(reserved(id)))?.url ?? fresh
}

/** One's drafts whose id begins with `prefix`, newest first. */
export function useDrafts(prefix = ''): Ref<Draft[]> {
  return useLiveQuery(() => draftsOf(me.value?.id ?? '', prefix), [], [() => me.value?.id])
}

/** By the range of ids, so that a tap in one visit does not read every other draft anew. */
async function draftsOf(person: string, prefix: string): Promise<Draft[]> {
  const rows = await db.drafts.where('[person+id]').between([person, prefix], [person, `${prefix}\uffff`]).toArray()
  return rows.sort((one, other) => other.updatedAt - one.updatedAt)
}

/**
 * Makes this tab the one that writes the draft; null when another tab is, else call the result to let go.
 *
 * A tab that is being closed keeps its claim for a moment; `patience` is how many milliseconds to wait for that.
 */
export function claimDraft(id: string, patience = 0): Promise<(() => void) | null> {
  if (!navigator.locks) return Promise.resolve(() => {})
  const manner: LockOptions = patience > 0 ? { signal: AbortSignal.timeout(patience) } : { ifAvailable: true }
  return new Promise((resolve) => {
    const claim = navigator.locks.request(`storewalk-draft-${me.value?.id}-${id}`, manner, (lock) => {
      if (!lock) return void resolve(null)
      return new Promise<void>((release) => resolve(release))
    })
    claim.catch(() => resolve(null))
  })
}
