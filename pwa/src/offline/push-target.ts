/** Where a tapped notification leads, handed over by the service worker, also to an app that was closed. */

const STILL_MEANT = 5 * 60_000

/** Calls `open` with the address of every tapped notification, at once for the one that started the app. */
export async function followPushTargets(open: (target: string) => void): Promise<void> {
  navigator.serviceWorker?.addEventListener('message', (event: MessageEvent<{ type?: string; target?: string }>) => {
    if (event.data?.type !== 'open' || !event.data.target) return
    void takeStored()
    open(event.data.target)
  })
  const stored = await takeStored()
  if (stored) open(stored)
}

async function takeStored(): Promise<string | null> {
  if (!globalThis.caches) return null
  const cache = await caches.open('push')
  const held = await cache.match('/push-target')
  if (!held) return null
  await cache.delete('/push-target')
  const { target, at } = (await held.json()) as { target: string; at: number }
  return Date.now() - at < STILL_MEANT ? target : null
}
