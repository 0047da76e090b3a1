/** Writes waiting for the server: put there together with the local change, taken away only by its answer. */
import type { Bilingual } from '@/i18n'
import { atomically, db, readSetting, type Command } from './db'
import { requestDrain } from './drain'
import type { Me } from './session'
import { withReserve } from './space'

export interface NewCommand {
  /** Writes of one lane go up in order; lanes do not wait for one another. */
  lane: string
  url: string
  body: unknown
  /** What it is, for the sync centre. */
  title: Bilingual
  /** The route that shows it. */
  opens?: string
  /** Takes the place of what waits for the same address and has not been sent: only the newest counts. */
  replaces?: boolean
}

export interface NewPhoto {
  lane: string
  sha256: string
  title: Bilingual
  opens?: string
}

/** Keeps the commands and whatever `alsoInTransaction` changes, both or neither, then starts sending. */
export async function enqueue(
  commands: (NewCommand | NewPhoto)[],
  alsoInTransaction: () => Promise<void> = async () => {},
): Promise<void> {
  await withReserve(() => atomically(async () => {
    const me = await readSetting<Me>('me')
    if (!me) throw new Error('Nobody is signed in on this phone')
    await alsoInTransaction()
    for (const command of commands) await add(me.id, command)
  }))
  void requestDrain()
}

async function add(person: string, command: NewCommand | NewPhoto): Promise<void> {
  const row = 'sha256' in command ? await photoRow(person, command) : recordRow(command)
  if (!row) return
  if ('replaces' in command && command.replaces) {
    await db.outbox.where('url').equals(row.url).and((held) => held.person === person && held.state === 'waiting').delete()
  }
  await db.outbox.add({
    ...row, person, lane: command.lane, method: 'PUT', title: command.title, opens: command.opens ?? null,
    createdAt: Date.now(), attempts: 0, nextAt: 0, state: 'waiting', problem: null, lastError: null, replacedBy: null, exportedAt: null,
  })
}

type Payload = Pick<Command, 'url' | 'body' | 'photo' | 'size'>

function recordRow(command: NewCommand): Payload {
  // A deep copy frees the row from Vue's proxies and from later edits.
  const text = JSON.stringify(command.body)
  return { url: command.url, body: JSON.parse(text), photo: null, size: text.length }
}

async function photoRow(person: string, { sha256 }: NewPhoto): Promise<Payload | null> {
  const photo = await db.photos.get([person, sha256])
  if (!photo) throw new Error(`Photo ${sha256} is not on this phone`)
  const alreadyQueued = await db.outbox.where('photo').equals(sha256).and((row) => row.person === person).count()
  if (photo.deliveredAt !== null || alreadyQueued > 0) return null
  return { url: `/api/photos/${sha256}`, body: null, photo: sha256, size: photo.blob.size }
}

/** Everything this person has not handed over yet: refused first, then oldest first. */
export async function unsent(person: string): Promise<Command[]> {
  const rows = await db.outbox.where('person').equals(person).sortBy('seq')
  return [...rows.filter((row) => row.state === 'parked'), ...rows.filter((row) => row.state !== 'parked')]
}

/** Tries one refused or waiting write again, now; how often it was tried and what came of it stays known. */
export async function retry(seq: number): Promise<void> {
  await db.outbox.update(seq, { state: 'waiting', nextAt: 0, problem: null, replacedBy: null })
  void requestDrain()
}

/** Tries everything that waits again, without its pause; refused writes stay refused. */
export async function retryAll(): Promise<void> {
  await db.outbox.filter((row) => row.state === 'waiting').modify({ nextAt: 0 })
  void requestDrain()
}

/** Takes one refused write off the phone and returns it, so that it can be put back; only a person may decide that. */
export async function discard(seq: number): Promise<Command | null> {
  const row = await db.outbox.get(seq)
  if (row?.state !== 'parked') return null
  await db.outbox.delete(seq)
  void requestDrain()
  return row
}

/** Puts a discarded write back where it was. */
export async function restore(row: Command): Promise<void> {
  await db.outbox.put(row)
}
