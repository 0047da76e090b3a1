/** The only door to the network. */
import { ref } from 'vue'
import { learnServerTime } from './clock'
import { readProblem, type Problem } from './problem'

export type Reply<T> =
  | { kind: 'ok'; status: number; data: T; etag: string | null }
  | { kind: 'unchanged' }
  | { kind: 'refused'; problem: Problem }
  | { kind: 'signIn'; problem: Problem }
  | { kind: 'unreachable'; status: number | null; retryAfter: number | null }

export interface Asking {
  body?: unknown
  blob?: Blob
  etag?: string | null
  timeout?: number
  /** Whose work this is; the server answers 401 when somebody else is signed in by now. */
  person?: string
}

type Method = 'GET' | 'PUT' | 'POST' | 'DELETE'

/** Whether the server answered the last time we asked; null before the first answer. */
export const reachable = ref<boolean | null>(null)
/** Set by a 401 and cleared by a sign-in; nothing on the phone is touched meanwhile. */
export const signInNeeded = ref(false)

// These say "not now" about a request that may well be right.
const TRY_LATER = new Set([408, 423, 425, 429])

/** Asks the server once and never throws: what can happen is in the reply. */
export async function ask<T>(method: Method, url: string, asking: Asking = {}): Promise<Reply<T>> {
  const sentAt = performance.now()
  let response: Response
  let body: unknown
  try {
    response = await fetch(url, requestInit(method, asking))
    body = await readBody(response)
  } catch {
    reachable.value = false
    return { kind: 'unreachable', status: null, retryAfter: null }
  }
  const reply = judge<T>(response, body)
  reachable.value = reply.kind !== 'unreachable' || reply.status !== null
  if (reachable.value) learnServerTime(response.headers.get('date'), sentAt)
  if (reply.kind === 'signIn' && url !== '/api/sessions') signInNeeded.value = true
  return reply
}

function requestInit(method: Method, { body, blob, etag, person, timeout = 20_000 }: Asking): RequestInit {
  const headers: Record<string, string> = { accept: 'application/json' }
  if (etag) headers['if-none-match'] = etag
  if (person) headers['storewalk-person'] = person
  if (blob) headers['content-type'] = blob.type || 'image/jpeg'
  else if (body !== undefined) headers['content-type'] = 'application/json'
  return {
    method,
    headers,
    body: blob ?? (body === undefined ? null : JSON.stringify(body)),
    credentials: 'same-origin',
    cache: 'no-store',
    redirect: 'error',
    signal: AbortSignal.timeout(timeout),
  }
}

async function readBody(response: Response): Promise<unknown> {
  if (response.status === 204 || response.status === 304) return null
  if (!/\bjson\b/.test(response.headers.get('content-type') ?? '')) return undefined
  return response.json()
}

function judge<T>(response: Response, body: unknown): Reply<T> {
  const { status } = response
  if (status === 304) return { kind: 'unchanged' }
  // A hotel's login page answers 200 to anything, a proxy 502; only JSON is our server speaking.
  if (body === undefined) return { kind: 'unreachable', status: null, retryAfter: null }
  if (response.ok) return { kind: 'ok', status, data: body as T, etag: response.headers.get('etag') }
  if (status === 401) return { kind: 'signIn', problem: readProblem(status, body) }
  if (status >= 500 || TRY_LATER.has(status)) {
    const seconds = Number(response.headers.get('retry-after'))
    return { kind: 'unreachable', status, retryAfter: seconds > 0 ? seconds * 1000 : null }
  }
  return { kind: 'refused', problem: readProblem(status, body) }
}

/** Opens the server's stream of events; the caller reads it and ends it by the signal. */
export async function openStream(url: string, lastId: string | null, signal: AbortSignal): Promise<Response | null> {
  const headers: Record<string, string> = { accept: 'text/event-stream' }
  if (lastId) headers['last-event-id'] = lastId
  try {
    const response = await fetch(url, { headers, signal, cache: 'no-store', credentials: 'same-origin' })
    return response.ok && response.body ? response : null
  } catch {
    return null
  }
}

/** The cache of photos that the service worker answers one person from. */
export const photoCache = (person: string): string => `photos-${person}`

/** Tells the service worker whose photos it may answer with; nobody's after a sign-out. */
export async function showPhotosOf(person: string | null): Promise<void> {
  if (!globalThis.caches) return
  const device = await caches.open('device')
  if (person) await device.put('/person', new Response(person))
  else await device.delete('/person')
}

/** Fetches a photo into the cache that the service worker answers from; false when that did not work. */
export async function warmPhoto(url: string, person: string): Promise<boolean> {
  try {
    const response = await fetch(url, { credentials: 'same-origin', signal: AbortSignal.timeout(60_000) })
    // On the very first visit no worker stands between us and the network yet.
    if (response.ok) await (await caches.open(photoCache(person))).put(url, response)
    return response.ok
  } catch {
    return false
  }
}

/** A large part of the app as bytes, kept from its first use for when there is no network. */
export async function readPart(url: string): Promise<ArrayBuffer> {
  const cache = await caches.open('parts')
  const held = await cache.match(url, { ignoreVary: true })
  if (held) return held.arrayBuffer()
  const response = await fetch(url, { credentials: 'same-origin' })
  if (!response.ok) throw new Error(`${url} answered ${response.status}`)
  for (const earlier of await cache.keys()) await cache.delete(earlier)
  await cache.put(url, response.clone())
  return response.arrayBuffer()
}
