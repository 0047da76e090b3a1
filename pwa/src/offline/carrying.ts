/** One person's unfinished and unsent work as one block of bytes, to be carried to another phone in a file. */
import { atomically, db, readSetting, type Command, type Draft, type HeldPhoto } from './db'
import { requestDrain } from './drain'
import type { Me } from './session'

type CarriedPhoto = Omit<HeldPhoto, 'blob' | 'thumb' | 'person'> & { type: string; size: number }

/** Everything but the bytes of the photos, which follow in this order. */
export interface Carried {
  commands: Omit<Command, 'seq' | 'person'>[]
  drafts: Omit<Draft, 'person'>[]
  photos: CarriedPhoto[]
}

export interface Opened extends Carried {
  blobs: Blob[]
}

/** Packs what this person has not handed over; with `only`, these writes and the photos they name. */
export async function packUnsent(only?: number[]): Promise<Uint8Array<ArrayBuffer>> {
  const { commands, drafts, photos } = await collect(await whose(), only)
  const bytes = await Promise.all(photos.map(async ({ blob }) => new Uint8Array(await blob.arrayBuffer())))
  const carried: Carried = {
    commands: commands.map(({ seq: _seq, person: _person, ...command }) => command),
    drafts: drafts.map(({ person: _person, ...draft }) => draft),
    photos: photos.map(({ blob, thumb: _thumb, person: _person, ...photo }) => ({ ...photo, type: blob.type, size: blob.size })),
  }
  const list = new TextEncoder().encode(JSON.stringify(carried))
  return joined([new Uint8Array(new Uint32Array([list.length]).buffer), list, ...bytes])
}

async function collect(person: string, only?: number[]): Promise<{ commands: Command[]; drafts: Draft[]; photos: HeldPhoto[] }> {
  const all = await db.outbox.where('person').equals(person).sortBy('seq')
  const commands = only ? all.filter((row) => only.includes(row.seq)) : all
  const drafts = only ? [] : await db.drafts.where('person').equals(person).toArray()
  const named = JSON.stringify([commands, drafts])
  const held = await db.photos.where('person').equals(person).toArray()
  return { commands, drafts, photos: held.filter((photo) => photo.coveredBy === null && named.includes(photo.sha256)) }
}

/** Takes packed bytes apart; what is damaged throws. */
export function unpack(bytes: Uint8Array<ArrayBuffer>): Opened {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true)
  const carried = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length))) as Carried
  let at = 4 + length
  const blobs = carried.photos.map(({ type, size }) => new Blob([bytes.slice(at, (at += size))], { type }))
  return { ...carried, blobs }
}

/** Puts carried work into the vault of the person who is signed in: theirs, or nobody's.

What is here already stays: a write of the same address, a photo of the same content, a newer draft. */
export async function takeIn({ commands, drafts, photos, blobs }: Opened): Promise<number> {
  const person = await whose()
  const taken = await atomically(async () => {
    for (const [index, { type: _type, size: _size, ...photo }] of photos.entries()) {
      if (!(await db.photos.get([person, photo.sha256]))) await db.photos.put({ ...photo, person, blob: blobs[index]!, thumb: null })
    }
    for (const draft of drafts) {
      const here = await db.drafts.get([person, draft.id])
      if (!here || here.updatedAt < draft.updatedAt) await db.drafts.put({ ...draft, person })
    }
    const here = new Set((await db.outbox.where('person').equals(person).toArray()).map((row) => row.url))
    const missing = commands.filter((command) => !here.has(command.url))
    for (const command of missing) {
      await db.outbox.add({ ...command, person, nextAt: 0, state: command.state === 'parked' ? 'parked' : 'waiting' })
    }
    return missing.length
  })
  void requestDrain()
  return taken
}

/** Puts somebody else's writes into the outbox of a person at HQ, addressed so that they stay their author's. */
export async function handInFor(author: string, { commands, photos, blobs }: Opened): Promise<number> {
  const person = await whose()
  const address = (url: string): string => url.replace(/^\/api/, `/api/hand-overs/${author}`)
  const taken = await atomically(async () => {
    const here = new Set((await db.outbox.where('person').equals(person).toArray()).map((row) => row.url))
    const missing = commands.filter((command) => !here.has(address(command.url)) && canBeHandedIn(command.url))
    for (const [index, { type: _type, size: _size, ...photo }] of photos.entries()) {
      const row = { ...photo, person, blob: blobs[index]!, thumb: null, deliveredAt: null, coveredBy: null }
      if (!(await db.photos.get([person, photo.sha256]))) await db.photos.put(row)
    }
    for (const command of missing) {
      const fresh = { attempts: 0, nextAt: 0, state: 'waiting' as const, problem: null, lastError: null, replacedBy: null }
      await db.outbox.add({ ...command, ...fresh, person, url: address(command.url), lane: `${author} ${command.lane}`, opens: null })
    }
    return missing.length
  })
  void requestDrain()
  return taken
}

/** A verdict on somebody's fix is given by whoever reviews, not carried. */
export function canBeHandedIn(url: string): boolean {
  return /^\/api\/(inspections\/[^/]+|issues\/[^/]+|issues\/[^/]+\/fixes\/[^/]+|orders\/[^/]+|photos\/[^/]+)$/.test(url)
}

/** Notes which writes are in a file by now, so that the sync centre can say so. */
export async function noteExported(only?: number[]): Promise<void> {
  const rows = db.outbox.where('person').equals(await whose()).and((row) => !only || only.includes(row.seq))
  await rows.modify({ exportedAt: Date.now() })
}

async function whose(): Promise<string> {
  const person = await readSetting<Me>('me')
  if (!person) throw new Error('Nobody is signed in on this phone')
  return person.id
}

function joined(pieces: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((total, piece) => total + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}
