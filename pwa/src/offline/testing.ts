/** What the tests of the offline layer stand on: an empty database, a person, and a network that does as told. */
import 'fake-indexeddb/auto'
import { vi } from 'vitest'
import { reachable, signInNeeded } from './api'
import { db, writeSetting } from './db'
import type { Me } from './session'
import { me } from './session'

export const MIRA: Me = { id: 'mira', login: 'mira', name: 'Mira', locale: 'en', roles: ['supervisor'], posts: [], stores: [] }
export const BO: Me = { ...MIRA, id: 'bo', login: 'bo', name: 'Bo' }

export interface Sent {
  method: string
  url: string
  body: unknown
  headers: Headers
}
type Answer = (sent: Sent) => Response | Promise<Response>

/** Empties everything and signs Mira in. */
export async function startAfresh(): Promise<void> {
  await Promise.all(db.tables.map((table) => table.clear()))
  reachable.value = null
  signInNeeded.value = false
  await use(MIRA)
}

export async function use(person: Me | null): Promise<void> {
  me.value = person
  if (person) await writeSetting('me', person)
  else await db.settings.delete('me')
}

/** Answers every request with `answer` and returns what was sent; nobody has asked this network yet. */
export function network(answer: Answer): Sent[] {
  reachable.value = null
  const sent: Sent[] = []
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    const one = { method: init.method ?? 'GET', url, body: readable(init.body), headers: new Headers(init.headers) }
    sent.push(one)
    return answer(one)
  })
  return sent
}

function readable(body: BodyInit | null | undefined): unknown {
  return typeof body === 'string' ? JSON.parse(body) : body
}

export function json(status: number, body: unknown = {}, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } })
}

export function offline(): never {
  throw new TypeError('Failed to fetch')
}
