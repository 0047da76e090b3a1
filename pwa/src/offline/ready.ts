/** Fetches ahead everything this person may need in a basement; a task is "ready offline" only when all of it is here. */
import { computed, ref, type ComputedRef } from 'vue'
import { photoCache, reachable, warmPhoto } from './api'
import { stepAside } from './aside'
import { db } from './db'
import { holdsDocument, readDocument, refreshDocument } from './documents'
import { useLiveQuery } from './live-query'
import { me } from './session'
import { FOR_A_VISIT, hasRoomFor } from './space'
import type { Wire } from '@/wire'

export interface Readiness {
  done: number
  total: number
  complete: boolean
}

export const readiness = ref<Readiness>({ done: 0, total: 0, complete: false })
const OFTEN_ENOUGH = 10 * 60_000
let running: Promise<void> | null = null
let lastRun = 0

/** Brings all documents and photos of the offline list onto the phone; quietly stops without a network. */
export function prepareOffline(): Promise<void> {
  running ??= prepare().finally(() => (running = null))
  return running
}

/** As prepareOffline(), unless that was done a moment ago. */
export async function refreshOffline(): Promise<void> {
  if (Date.now() - lastRun > OFTEN_ENOUGH) await prepareOffline()
}

async function prepare(): Promise<void> {
  const person = me.value?.id
  if (!person) return
  lastRun = Date.now()
  await refreshDocument('/api/offline')
  const list = await readDocument<Wire<'OfflineList'>>('/api/offline')
  if (!list) return
  const steps = [
    ...list.documents.map(({ url }) => () => hasDocument(person, url)),
    ...list.photos.map(({ sha256 }) => () => hasPhoto(person, sha256)),
  ]
  readiness.value = { done: 0, total: steps.length, complete: false }
  let succeeded = 0
  for (const step of steps) {
    await stepAside()
    if (await step()) succeeded += 1
    readiness.value = { done: succeeded, total: steps.length, complete: succeeded === steps.length }
  }
}

/** A copy of yesterday serves in a basement too. */
async function hasDocument(person: string, url: string): Promise<boolean> {
  if (reachable.value !== false) await refreshDocument(url)
  return holdsDocument(person, url)
}

async function hasPhoto(person: string, sha256: string): Promise<boolean> {
  if (await db.photos.get([person, sha256])) return true
  const url = `/api/photos/${sha256}?size=1600`
  const cached = await (await globalThis.caches?.open(photoCache(person)))?.match(url)
  // What is fetched ahead is the first to stop on a full phone.
  return cached !== undefined || ((await hasRoomFor(FOR_A_VISIT)) && warmPhoto(url, person))
}

/** The photos a held document shows as models: without them it is not ready. */
function modelsIn(body: unknown): string[] {
  const text = JSON.stringify(body) ?? ''
  return [...text.matchAll(/"referencePhoto":"([0-9a-f]{64})"/g)].map((found) => found[1]!)
}

async function countHeld(person: string, urls: string[]): Promise<number> {
  const rows = await db.documents.where('[person+url]').anyOf(urls.map((url): [string, string] => [person, url])).toArray()
  const cache = await globalThis.caches?.open(photoCache(person))
  const isHeld = async (sha256: string): Promise<boolean> =>
    (await cache?.match(`/api/photos/${sha256}?size=1600`)) !== undefined || (await db.photos.get([person, sha256])) !== undefined
  const whole = await Promise.all(rows.map(async ({ body }) => (await Promise.all(modelsIn(body).map(isHeld))).every(Boolean)))
  return whole.filter(Boolean).length
}

/** Whether every one of these documents is on the phone, with the pictures it shows; asked anew when one arrives. */
export function useHeld(urls: () => string[]): ComputedRef<boolean> {
  const person = computed(() => me.value?.id ?? '')
  // Caches tell nobody when something comes in; the count of what was prepared does.
  const held = useLiveQuery(() => countHeld(person.value, urls()), 0, [() => urls().join(), person, () => readiness.value.done])
  return computed(() => urls().length > 0 && held.value >= urls().length)
}
