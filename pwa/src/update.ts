/** New versions: fetched in the background, taken up when the person says so, never over unsaved work. */
import { ref } from 'vue'

export const updateReady = ref(false)
let waiting: ServiceWorker | null = null
let accepted = false

/** Starts the service worker and watches for its successor. */
export async function startUpdates(): Promise<void> {
  addEventListener('vite:preloadError', reloadOnce)
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return
  const registration = await navigator.serviceWorker.register('/sw.js', { scope: '/', updateViaCache: 'none' })
  if (registration.waiting) offer(registration.waiting)
  registration.addEventListener('updatefound', () => watchInstall(registration.installing))
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void registration.update().catch(() => {})
  })
}

function watchInstall(worker: ServiceWorker | null): void {
  worker?.addEventListener('statechange', () => {
    // Without a controller this is the first visit: there is nothing to replace.
    if (worker.state === 'installed' && navigator.serviceWorker.controller) offer(worker)
  })
}

function offer(worker: ServiceWorker): void {
  waiting = worker
  updateReady.value = true
  worker.addEventListener('statechange', () => {
    if (worker.state !== 'activated') return
    // Another tab accepted: this one may hold unsaved words, so it reloads only when asked or hidden.
    if (accepted) location.reload()
    else reloadWhenHidden()
  })
}

/** Lets the waiting version take over and reloads this page. */
export function acceptUpdate(): void {
  accepted = true
  if (waiting?.state === 'activated') location.reload()
  waiting?.postMessage({ type: 'SKIP_WAITING' })
}

function reloadWhenHidden(): void {
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') location.reload()
  })
}

/** A chunk of the old version is gone: one reload brings the new one. */
function reloadOnce(event: Event): void {
  const last = Number(sessionStorage.getItem('storewalk.reloaded') ?? 0)
  if (Date.now() - last < 60_000) return
  event.preventDefault()
  sessionStorage.setItem('storewalk.reloaded', String(Date.now()))
  location.reload()
}
