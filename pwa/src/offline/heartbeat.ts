/** When to send: at start, back online, in sight again, when a pause is over, and every few seconds while something waits. */
import { watch } from 'vue'
import { ask, reachable } from './api'
import { rememberServerTime } from './clock'
import { db } from './db'
import { requestDrain, wakeAt } from './drain'
import { retryAll } from './outbox'

const BETWEEN_BEATS = 5000
const SHORTEST_SLEEP = 200

/** Starts watching for a chance to send; call once, when the app starts. */
export function startHeartbeat(): void {
  addEventListener('online', () => void retryAll())
  addEventListener('offline', () => (reachable.value = false))
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void retryAll()
  })
  navigator.serviceWorker?.addEventListener('message', (event: MessageEvent<{ type?: string }>) => {
    if (event.data?.type === 'push') void retryAll()
  })
  watch(wakeAt, setAlarm)
  void retryAll()
  scheduleBeat()
}

let alarm: ReturnType<typeof setTimeout> | undefined

/** Goes on at the very moment a pause ends, instead of with the next beat. */
function setAlarm(at: number | null): void {
  clearTimeout(alarm)
  if (at !== null) alarm = setTimeout(() => void requestDrain(), Math.max(SHORTEST_SLEEP, at - Date.now()))
}

function scheduleBeat(): void {
  setTimeout(() => void beat().finally(scheduleBeat), BETWEEN_BEATS * (1 + Math.random()))
}

/** `navigator.onLine` stays true when only the server is down, so we knock ourselves. */
async function beat(): Promise<void> {
  if (document.visibilityState !== 'visible') return
  await rememberServerTime()
  if (reachable.value === false) {
    const reply = await ask('GET', '/api/health', { timeout: 5000 })
    if (reply.kind !== 'unreachable') await retryAll()
  } else if ((await db.outbox.count()) > 0) {
    await requestDrain()
  }
}
