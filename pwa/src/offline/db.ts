/** What the phone holds, in one IndexedDB; a write is on the disk before its promise resolves.

Documents, photos, drafts and writes lie in the vault of one person: the person is part of every key. */
import Dexie, { liveQuery, type Table, type Transaction } from 'dexie'
import type { Bilingual } from '@/i18n'
import type { Problem } from './problem'

/** The phone's own copy of one document at one URL, as one person may read it. */
export interface HeldDocument {
  url: string
  person: string
  etag: string | null
  fetchedAt: number
  body: unknown
}

/** When the server last said that the copy of a document is still true: a long document is not written anew for it. */
export interface Confirmation {
  url: string
  person: string
  at: number
}

/** A photo named by its content; `deliveredAt` says the server answered for it, `coveredBy` names its receipt. */
export interface HeldPhoto {
  sha256: string
  person: string
  blob: Blob
  thumb: Blob | null
  createdAt: number
  deliveredAt: number | null
  coveredBy: string | null
}

/** Unfinished work of one person. */
export interface Draft {
  id: string
  person: string
  body: unknown
  updatedAt: number
}

/** What came of the last try that did not succeed; no status means that nobody answered. */
export interface LastError {
  at: number
  status: number | null
  type: string
}

/** One write waiting for the server; `photo` names the blob to send, else `body` is the document, frozen as it was. */
export interface Command {
  seq: number
  lane: string
  person: string
  method: 'PUT'
  url: string
  body: unknown
  photo: string | null
  size: number
  title: Bilingual
  opens: string | null
  createdAt: number
  attempts: number
  nextAt: number
  state: 'waiting' | 'sending' | 'parked'
  problem: Problem | null
  lastError: LastError | null
  /** The draft or the write that is to arrive in the place of this refused one. */
  replacedBy: string | null
  /** When it was last taken to a file. */
  exportedAt: number | null
}

interface Setting {
  key: string
  value: unknown
}

class Database extends Dexie {
  documents!: Table<HeldDocument, [string, string]>
  confirmations!: Table<Confirmation, [string, string]>
  photos!: Table<HeldPhoto, [string, string]>
  drafts!: Table<Draft, [string, string]>
  outbox!: Table<Command, number, Omit<Command, 'seq'>>
  settings!: Table<Setting, string>

  constructor() {
    super('storewalk', { chromeTransactionDurability: 'strict' })
    this.version(1).stores({
      documents: '[person+url], person',
      photos: 'sha256, person',
      drafts: 'id, person',
      outbox: '++seq, person, lane, url, photo',
      settings: 'key',
    })
    // Dexie cannot change a primary key, so what is one person's moves into tables that begin with the person.
    this.version(2).stores({ heldPhotos: '[person+sha256], person', heldDrafts: '[person+id], person' }).upgrade(intoVaults)
    this.version(3).stores({ photos: null, drafts: null })
    this.version(4).stores({ outbox: '++seq, person, lane, url, photo, replacedBy' })
    // The tag lies in an index, so that the server can be asked without reading a long document for it.
    this.version(5).stores({ documents: '[person+url], person, [person+url+etag]', confirmations: '[person+url], person' })
    this.photos = this.table('heldPhotos')
    this.drafts = this.table('heldDrafts')
  }
}

async function intoVaults(upgrade: Transaction): Promise<void> {
  await upgrade.table('heldPhotos').bulkPut(await upgrade.table('photos').toArray())
  await upgrade.table('heldDrafts').bulkPut(await upgrade.table('drafts').toArray())
  await upgrade.table('outbox').toCollection().modify({ lastError: null, replacedBy: null, exportedAt: null })
}

export const db = new Database()
export const { minKey, maxKey } = Dexie
export { liveQuery, type Transaction }

/** Runs a change on every table at once: all of it is kept, or none. */
export function atomically<T>(change: () => Promise<T>): Promise<T> {
  return db.transaction('rw', db.tables, change)
}

export const inTransaction = (): boolean => Dexie.currentTransaction !== null

export async function readSetting<T>(key: string): Promise<T | null> {
  return ((await db.settings.get(key))?.value as T | undefined) ?? null
}

export async function writeSetting(key: string, value: unknown): Promise<void> {
  await db.settings.put({ key, value })
}

// iOS may drop the connection of a page in the background; Dexie opens a fresh one on the next use.
// Closing says "close" again, which must not close once more.
let closing = false
db.on('close', () => {
  if (closing) return
  closing = true
  db.close({ disableAutoOpen: false })
  closing = false
})
