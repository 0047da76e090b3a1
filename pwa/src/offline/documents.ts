/** Every read: the phone's own copy at once, with its age, and then the server's. */
import { computed, onScopeDispose, ref, shallowRef, toValue, watch, type ComputedRef, type MaybeRefOrGetter, type Ref } from 'vue'
import { ask } from './api'
import { screenWaits } from './aside'
import { db, maxKey, minKey, readSetting, type Confirmation, type HeldDocument } from './db'
import { useLiveQuery } from './live-query'
import type { Problem } from './problem'
import { me, type Me } from './session'

/** fresh: as the server has it; offline: our copy, or nothing, and no server; missing: no such thing; refused: not for you. */
export type DocumentState = 'fresh' | 'refreshing' | 'offline' | 'missing' | 'refused'

export interface DocumentView<T> {
  data: ComputedRef<T | null>
  fetchedAt: ComputedRef<number | null>
  state: Ref<DocumentState>
  error: Ref<Problem | null>
  refresh: () => Promise<void>
}

type Outcome = { state: DocumentState; error: Problem | null }

const underway = new Map<string, Promise<Outcome>>()
/** Those of them whose question has left: the answer may not know what was written since. */
const asked = new Set<string>()
const afterwards = new Map<string, Promise<Outcome>>()
const onScreen = new Map<symbol, { url: string; refresh: () => Promise<void> }>()

/** Follows one document for the lifetime of a component; null as the URL means none for now. */
export function useDocument<T>(url: MaybeRefOrGetter<string | null>): DocumentView<T> {
  const address = computed(() => toValue(url))
  const key = Symbol()
  const state = ref<DocumentState>('refreshing')
  const error = shallowRef<Problem | null>(null)
  const person = computed(() => me.value?.id ?? '')
  const held = useLiveQuery<HeldDocument | null | undefined>(() => readHeld(person.value, address.value), undefined, [address, person])
  const confirmed = useLiveQuery(() => readConfirmation(person.value, address.value), 0, [address, person])
  const looked = computed(() => held.value !== undefined)

  async function follow(refreshing: typeof refreshDocument): Promise<void> {
    const wanted = address.value
    if (!wanted) return
    state.value = 'refreshing'
    const outcome = await refreshing(wanted, held.value)
    if (wanted !== address.value) return
    state.value = outcome.state
    error.value = outcome.error
  }
  const refresh = (): Promise<void> => follow(refreshAnew)

  let found = (): void => {}
  // The phone's own copy is drawn first: it names the tag to ask with, and a large one is read only once.
  watch([address, looked] as const, ([now, hasLooked]) => {
    found()
    if (!now) return void onScreen.delete(key)
    onScreen.set(key, { url: now, refresh })
    if (hasLooked) void follow(refreshDocument)
    else found = screenWaits()
  }, { immediate: true })
  onScopeDispose(() => {
    found()
    onScreen.delete(key)
  })

  return {
    data: computed(() => (held.value?.body as T | undefined) ?? null),
    fetchedAt: computed(() => (held.value ? Math.max(held.value.fetchedAt, confirmed.value) : null)),
    state, error, refresh,
  }
}

async function readHeld(person: string, url: string | null): Promise<HeldDocument | null> {
  return url ? ((await db.documents.get([person, url])) ?? null) : null
}

async function readConfirmation(person: string, url: string | null): Promise<number> {
  return (url ? await db.confirmations.get([person, url]) : undefined)?.at ?? 0
}

/** What the server called the copy, without reading it. */
async function tagOf(person: string, url: string): Promise<string | null> {
  const [key] = await db.documents.where('[person+url+etag]').between([person, url, minKey], [person, url, maxKey]).keys()
  return key ? (key as unknown as string[])[2]! : null
}

/** Whether there is a copy, without reading it. */
export async function holdsDocument(person: string, url: string): Promise<boolean> {
  return (await db.documents.where('[person+url]').equals([person, url]).count()) > 0
}

/** The phone's copy, without asking the server. */
export async function readDocument<T>(url: string): Promise<T | null> {
  const person = await readSetting<Me>('me')
  return person ? ((await readHeld(person.id, url))?.body as T | undefined) ?? null : null
}

/** Fetches one document if it changed and keeps it; asked twice at once, it goes once. `shown` is the copy on screen. */
export function refreshDocument(url: string, shown?: HeldDocument | null): Promise<Outcome> {
  const running = underway.get(url)
  if (running) return running
  const started = fetchAndKeep(url, shown).finally(() => {
    underway.delete(url)
    asked.delete(url)
  })
  underway.set(url, started)
  return started
}

/** As refreshDocument(), but what was written before this call is in the answer: on a slow phone an earlier question may still be out. */
function refreshAnew(url: string, shown?: HeldDocument | null): Promise<Outcome> {
  const running = underway.get(url)
  if (!running || !asked.has(url)) return refreshDocument(url, shown)
  const again = (): Promise<Outcome> => {
    afterwards.delete(url)
    return refreshDocument(url)
  }
  const planned = afterwards.get(url) ?? running.then(again, again)
  afterwards.set(url, planned)
  return planned
}

async function fetchAndKeep(url: string, shown?: HeldDocument | null): Promise<Outcome> {
  const person = (await readSetting<Me>('me'))?.id
  if (!person) return { state: 'refused', error: null }
  const etag = shown?.url === url && shown.person === person ? shown.etag : await tagOf(person, url)
  asked.add(url)
  const reply = await ask('GET', url, { etag, person })
  switch (reply.kind) {
    case 'ok':
      await keep({ person, url, etag: reply.etag, fetchedAt: Date.now(), body: reply.data })
      return { state: 'fresh', error: null }
    case 'unchanged':
      // A copy that was tidied away meanwhile is fetched whole.
      if (!(await holdsDocument(person, url))) return fetchAndKeep(url)
      await confirm({ person, url, at: Date.now() })
      return { state: 'fresh', error: null }
    case 'refused':
      if (reply.problem.status === 404 || reply.problem.status === 403) await db.documents.delete([person, url])
      return { state: reply.problem.status === 404 ? 'missing' : 'refused', error: reply.problem }
    default:
      return { state: 'offline', error: null }
  }
}

/** Keeps an answer only if the same person still uses the phone. */
async function keep(document: HeldDocument): Promise<void> {
  await db.transaction('rw', db.documents, db.settings, async () => {
    if ((await readSetting<Me>('me'))?.id === document.person) await db.documents.put(document)
  })
}

async function confirm(confirmation: Confirmation): Promise<void> {
  await db.transaction('rw', db.confirmations, db.settings, async () => {
    if ((await readSetting<Me>('me'))?.id === confirmation.person) await db.confirmations.put(confirmation)
  })
}

/** Follows the phone's copy alone, for what only this phone knows and the server is not asked for. */
export function useCopy<T>(url: string): ComputedRef<T | null> {
  const held = useLiveQuery(() => readHeld(me.value?.id ?? '', url), null, [() => me.value?.id])
  return computed(() => (held.value?.body as T | undefined) ?? null)
}

/** Writes the phone's copy after a delivered command whose reply is the document. */
export async function keepDocument(url: string, body: unknown): Promise<void> {
  const person = await readSetting<Me>('me')
  if (person) await keep({ person: person.id, url, etag: null, fetchedAt: Date.now(), body })
}

/** Refreshes what is on screen and matches. */
export async function refreshOnScreen(matches: (url: string) => boolean): Promise<void> {
  const wanted = [...onScreen.values()].filter(({ url }) => matches(url))
  await Promise.all(wanted.map(({ refresh }) => refresh()))
}
