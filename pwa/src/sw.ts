/** The second program: keeps the app and its photos on the phone, shows pushes, opens what they speak of. */
export {}

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: { url: string; revision: string | null }[] }

const SHELL = 'shell'
const DEVICE = 'device'
const PUSH = 'push'
const GENERATION = '/generation'
const MOST_PHOTOS = 600
const FILES = new Map(self.__WB_MANIFEST.map(({ url, revision }) => [`/${url}`, revision]))

self.addEventListener('install', (event) => event.waitUntil(install()))
self.addEventListener('activate', (event) => event.waitUntil(activate()))
self.addEventListener('fetch', (event) => {
  const answer = route(event.request)
  if (answer) event.respondWith(answer)
})
self.addEventListener('message', (event) => {
  // Never on our own: the page asks when nothing unsaved is in the way.
  if ((event.data as { type?: string } | null)?.type === 'SKIP_WAITING') void self.skipWaiting()
})
self.addEventListener('push', (event) => event.waitUntil(showPush(event.data)))
self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  const data = event.notification.data as { target?: string; actions?: Record<string, string> } | null
  event.waitUntil(openTarget(data?.actions?.[event.action] ?? data?.target ?? '/'))
})
self.addEventListener('pushsubscriptionchange', (event) => event.waitUntil(renewSubscription(event as PushSubscriptionChangeEvent)))

/** A hashed name never changes its content; anything else carries its revision in the key. */
function keyOf(path: string): string {
  const revision = FILES.get(path)
  return revision ? `${path}?revision=${revision}` : path
}

/** Downloads only what the previous version did not have. */
async function install(): Promise<void> {
  const cache = await caches.open(SHELL)
  const held = new Set((await cache.keys()).map((request) => pathWithQuery(request.url)))
  const missing = [...FILES.keys()].filter((path) => !held.has(keyOf(path)))
  await Promise.all(missing.map((path) => download(cache, path)))
}

async function download(cache: Cache, path: string): Promise<void> {
  const response = await fetch(path, { cache: 'no-cache', credentials: 'same-origin' })
  if (!response.ok) throw new Error(`${path} answered ${response.status}`)
  await cache.put(keyOf(path), response)
}

/** Keeps this version's files and those of the one before: a tab opened earlier may still ask for its parts. */
async function activate(): Promise<void> {
  const cache = await caches.open(SHELL)
  const wanted = [...FILES.keys()].map(keyOf)
  const earlier = ((await (await cache.match(GENERATION))?.json()) ?? []) as string[]
  const kept = new Set([...wanted, ...earlier, GENERATION])
  const outdated = (await cache.keys()).filter((request) => !kept.has(pathWithQuery(request.url)))
  await Promise.all(outdated.map((request) => cache.delete(request)))
  await cache.put(GENERATION, new Response(JSON.stringify(wanted)))
  await self.clients.claim()
}

function pathWithQuery(address: string): string {
  const url = new URL(address)
  return url.pathname + url.search
}

/** Null leaves the request to the browser: all of the API but photos, and everything that is not a GET. */
function route(request: Request): Promise<Response> | null {
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin) return null
  if (/^\/api\/photos\/[0-9a-f]{64}$/.test(url.pathname)) return photo(request)
  if (url.pathname.startsWith('/api/')) return null
  if (FILES.has(url.pathname)) return shell(url.pathname, request)
  if (request.mode === 'navigate' && !/\.\w+$/.test(url.pathname)) return shell('/index.html', request)
  return url.pathname.startsWith('/assets/') ? asset(request) : null
}

async function shell(path: string, request: Request): Promise<Response> {
  return (await (await caches.open(SHELL)).match(keyOf(path))) ?? fetch(request)
}

/** Parts that not every phone needs: kept once they have been used. */
async function asset(request: Request): Promise<Response> {
  const cache = await caches.open(SHELL)
  const held = await cache.match(request)
  if (held) return held
  const response = await fetch(request)
  if (response.ok) await cache.put(request, response.clone())
  return response
}

/** A photo never changes; the larger copy serves where the smaller one was never fetched. Each person has a cache. */
async function photo(request: Request): Promise<Response> {
  const person = await (await (await caches.open(DEVICE)).match('/person'))?.text()
  if (!person) return fetch(request)
  const cache = await caches.open(`photos-${person}`)
  const held = await cache.match(request)
  if (held) return held
  try {
    const response = await fetch(request)
    if (response.ok) await keepPhoto(cache, request, response.clone())
    return response
  } catch (failure) {
    const otherSize = await cache.match(request, { ignoreSearch: true })
    if (otherSize) return otherSize
    throw failure
  }
}

/** A full phone shows the photo all the same. */
async function keepPhoto(cache: Cache, request: Request, response: Response): Promise<void> {
  try {
    await cache.put(request, response)
    const keys = await cache.keys()
    await Promise.all(keys.slice(0, Math.max(0, keys.length - MOST_PHOTOS)).map((key) => cache.delete(key)))
  } catch {
    for (const name of await caches.keys()) if (name.startsWith('photos')) await caches.delete(name)
  }
}

interface Push {
  title: string
  body: string
  lang: string
  target: string
  tag: string | null
  urgent: boolean
  unread: number | null
  id: string | null
  actions: Deed[]
}

/** The next deed as a button, where the platform has them. */
interface Deed {
  action: string
  title: string
  target: string
}

/** iOS ends a subscription after a silent push, so something is shown whatever came. */
async function showPush(data: PushMessageData | null): Promise<void> {
  const push = readPush(data)
  await self.registration.showNotification(push.title, {
    body: push.body,
    lang: push.lang,
    icon: '/icon-192.png',
    badge: '/badge-96.png',
    ...(push.tag ? { tag: push.tag, renotify: true } : {}),
    requireInteraction: push.urgent,
    actions: push.actions.map(({ action, title }) => ({ action, title })),
    data: { target: push.target, actions: Object.fromEntries(push.actions.map(({ action, target }) => [action, target])) },
  } as NotificationOptions)
  await proveShown(push.id)
  if (push.unread !== null) await countOnIcon(push.unread)
  await tellPages({ type: 'push', target: push.target })
}

/** Without this the server takes another way after some minutes: a push service that took a message proves nothing. */
async function proveShown(id: string | null): Promise<void> {
  if (!id) return
  const now = new Date().toISOString()
  await fetch(`/api/notifications/${id}/showing`, {
    method: 'PUT', credentials: 'same-origin', headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ deviceAt: now, estimatedAt: now }),
  }).catch(() => null)
}

/** The number on the app's icon, where the platform has one. */
async function countOnIcon(unread: number): Promise<void> {
  const icon = self.navigator as WorkerNavigator & { setAppBadge?: (count: number) => Promise<void> }
  await icon.setAppBadge?.(unread).catch(() => {})
}

/** Reads a Declarative Web Push message, which Safari may also show without us. */
function readPush(data: PushMessageData | null): Push {
  const fallback: Push = { title: '巡店 Storewalk', body: '有新的通知 New notification', lang: 'zh-CN', target: '/notifications', tag: null, urgent: false, unread: null, id: null, actions: [] }
  try {
    const message = (data?.json() ?? {}) as { notification?: Record<string, unknown>; app_badge?: unknown }
    const told = message.notification ?? {}
    const text = (name: string): string | null => (typeof told[name] === 'string' ? (told[name] as string) : null)
    return {
      title: text('title') ?? fallback.title,
      body: text('body') ?? fallback.body,
      lang: text('lang') ?? fallback.lang,
      // Under another name of the server `navigate` is not ours; the path in `data` is.
      target: ownPath(text('navigate')) ?? ownPath((told.data as { link?: string } | undefined)?.link ?? null) ?? fallback.target,
      tag: text('tag'),
      urgent: told.requireInteraction === true,
      unread: typeof message.app_badge === 'number' ? message.app_badge : null,
      id: readId((told.data as { id?: unknown } | undefined)?.id),
      actions: readDeeds(told.actions),
    }
  } catch {
    return fallback
  }
}

function readId(value: unknown): string | null {
  return typeof value === 'string' && /^[\da-f-]{36}$/.test(value) ? value : null
}

function readDeeds(value: unknown): Deed[] {
  if (!Array.isArray(value)) return []
  return (value as Record<string, unknown>[]).flatMap(({ action, title, navigate }) => {
    const target = typeof navigate === 'string' ? (ownPath(navigate) ?? ownPath(pathOf(navigate))) : null
    return typeof action === 'string' && typeof title === 'string' && target ? [{ action, title, target }] : []
  })
}

/** Under another name of the server the host is not ours, the path is. */
function pathOf(address: string): string {
  const url = new URL(address, self.location.origin)
  return url.pathname + url.search
}

/** Only places in our own app are opened. */
function ownPath(address: string | null): string | null {
  if (!address) return null
  const url = new URL(address, self.location.origin)
  return url.origin === self.location.origin ? url.pathname + url.search + url.hash : null
}

/** The target is also stored, because iOS opens a closed app at its start page. */
async function openTarget(target: string): Promise<void> {
  await (await caches.open(PUSH)).put('/push-target', new Response(JSON.stringify({ target, at: Date.now() })))
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const page = pages.find((one) => one.visibilityState === 'visible') ?? pages[0]
  if (!page) return void (await self.clients.openWindow(target))
  page.postMessage({ type: 'open', target })
  // Some systems forbid it; the page shows the target all the same once somebody looks.
  await page.focus().catch(() => null)
}

async function tellPages(message: { type: string; target?: string }): Promise<void> {
  for (const page of await self.clients.matchAll({ type: 'window', includeUncontrolled: true })) page.postMessage(message)
}

interface PushSubscriptionChangeEvent extends ExtendableEvent {
  readonly oldSubscription: PushSubscription | null
  readonly newSubscription: PushSubscription | null
}

/** The browser changed the address; pages tell the server, at the latest when the app is next opened. */
async function renewSubscription(event: PushSubscriptionChangeEvent): Promise<void> {
  const options = event.oldSubscription?.options
  if (!event.newSubscription && options) await self.registration.pushManager.subscribe(options)
  await tellPages({ type: 'subscription' })
}
