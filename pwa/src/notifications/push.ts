/** Bringing pushes to this browser: from a tap, told to the server again at every start and sign-in. */
import { computed, ref, watch, type ComputedRef } from 'vue'
import { isAppleMobile, isInstalled } from '@/install'
import { ask, me, stamps, uuid7, type Problem } from '@/offline'
import type { Wire } from '@/wire'

export type PushState = 'on' | 'off' | 'blocked' | 'unsupported' | 'install' | 'unreachable'

const STORED_AS = 'storewalk.push'
// Without its push service a browser never answers at all.
const LONGEST_WAIT = 15_000

interface Kept {
  id: string
  endpoint: string
}

const permission = ref<NotificationPermission>(globalThis.Notification?.permission ?? 'default')
const kept = ref<Kept | null>(recall())
const failed = ref(false)
export const pushProblem = ref<Problem | 'offline' | null>(null)

export function usePushState(): ComputedRef<PushState> {
  return computed(() => {
    if (isAppleMobile() && !isInstalled()) return 'install'
    if (!('serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window)) return 'unsupported'
    if (permission.value === 'denied') return 'blocked'
    if (failed.value) return 'unreachable'
    return permission.value === 'granted' && kept.value ? 'on' : 'off'
  })
}

/** Call it straight from a tap: no browser asks for permission otherwise. */
export async function turnOnPush(): Promise<void> {
  pushProblem.value = null
  permission.value = await Notification.requestPermission()
  if (permission.value !== 'granted') return
  const reply = await ask<Wire<'PushKey'>>('GET', '/api/push-key')
  if (reply.kind !== 'ok') return void (pushProblem.value = reply.kind === 'refused' ? reply.problem : 'offline')
  const subscription = await subscribe(reply.data.key)
  failed.value = subscription === null
  if (subscription) await tellServer(subscription)
}

async function subscribe(key: string): Promise<PushSubscription | null> {
  const attempt = async (): Promise<PushSubscription> => {
    const { pushManager } = await navigator.serviceWorker.ready
    const held = await pushManager.getSubscription()
    if (held && sameKey(held, key)) return held
    // One made for another server key would be refused by the push service at every message.
    await held?.unsubscribe()
    return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })
  }
  const clock = new Promise<null>((resolve) => setTimeout(() => resolve(null), LONGEST_WAIT))
  return Promise.race([attempt().catch(() => null), clock])
}

function sameKey(held: PushSubscription, key: string): boolean {
  const bytes = new Uint8Array(held.options.applicationServerKey ?? new ArrayBuffer(0))
  const text = btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
  return text === key.replace(/=+$/, '')
}

/** The same id for as long as the browser keeps the same address. */
async function tellServer(subscription: PushSubscription): Promise<void> {
  const { endpoint, keys } = subscription.toJSON()
  if (!endpoint || !keys?.p256dh || !keys.auth) return
  const id = kept.value?.endpoint === endpoint ? kept.value.id : uuid7()
  const body: Wire<'PushSubscriptionIn'> = { endpoint, keys: { p256dh: keys.p256dh, auth: keys.auth }, ...stamps() }
  const reply = await ask('PUT', `/api/push-subscriptions/${id}`, { body })
  if (reply.kind === 'ok') return remember({ id, endpoint })
  pushProblem.value = reply.kind === 'refused' ? reply.problem : 'offline'
  if (reply.kind === 'refused') remember(null)
}

export async function turnOffPush(): Promise<void> {
  pushProblem.value = null
  const id = kept.value?.id
  const registration = await navigator.serviceWorker.ready
  await (await registration.pushManager.getSubscription())?.unsubscribe()
  remember(null)
  // Should this not arrive, the next push finds the address gone, and the server forgets it.
  if (id) await ask('DELETE', `/api/push-subscriptions/${id}`)
}

/** Tells the server again whose browser this is: at every start, after each sign-in, and when the address changed. */
export function renewPush(): void {
  watch(() => me.value?.id, (person) => person && void renew(), { immediate: true })
  navigator.serviceWorker?.addEventListener('message', (event: MessageEvent<{ type?: string }>) => {
    if (event.data?.type === 'subscription') void renew()
  })
  // Somebody may come back from the settings of the browser, where they allowed or forbade it.
  document.addEventListener('visibilitychange', () => (permission.value = globalThis.Notification?.permission ?? 'default'))
}

async function renew(): Promise<void> {
  if (!kept.value || permission.value !== 'granted' || !navigator.serviceWorker) return
  const { pushManager } = await navigator.serviceWorker.ready
  const held = await pushManager.getSubscription()
  if (held) return tellServer(held)
  const reply = await ask<Wire<'PushKey'>>('GET', '/api/push-key')
  const fresh = reply.kind === 'ok' ? await subscribe(reply.data.key) : null
  if (fresh) await tellServer(fresh)
}

function recall(): Kept | null {
  const text = globalThis.localStorage?.getItem(STORED_AS)
  return text ? (JSON.parse(text) as Kept) : null
}

function remember(value: Kept | null): void {
  kept.value = value
  if (value) localStorage.setItem(STORED_AS, JSON.stringify(value))
  else localStorage.removeItem(STORED_AS)
}
