/** Follows the server's events and refreshes what they concern; an event says what changed, never the content. */
import { watch } from 'vue'
import { openStream, reachable } from './api'
import { concerns, movesPlaces, readEvents, type LiveEvent } from './live-events'
import { refreshOnScreen } from './documents'
import { me, refreshSession } from './session'

const LONGEST_PAUSE = 30_000
// Many phones hear the same event; they come back spread over this time.
const GATHER = 800

let lastId: string | null = null
let gathered: LiveEvent[] = []
let timer: ReturnType<typeof setTimeout> | null = null

/** Follows events while somebody is signed in and looks at the page; call once, when the app starts. */
export function startLive(): void {
  let listening: AbortController | null = null
  const decide = (): void => {
    const wanted = me.value !== null && document.visibilityState === 'visible'
    if (wanted === (listening !== null)) return
    listening?.abort()
    listening = wanted ? new AbortController() : null
    if (listening) void follow(listening.signal)
  }
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void refreshOnScreen(() => true)
    decide()
  })
  watch(() => me.value?.id, () => {
    lastId = null
    decide()
  }, { immediate: true })
}

async function follow(signal: AbortSignal): Promise<void> {
  let missed = false
  for (let pause = 1000; !signal.aborted; pause = Math.min(LONGEST_PAUSE, pause * 2)) {
    const response = await openStream('/api/live', lastId, signal)
    if (response?.body) {
      pause = 1000
      // From a known place the server tells what was missed; from none it begins with what comes next.
      if (missed && lastId === null) void refreshOnScreen(() => true)
      await listen(response.body, signal)
    }
    missed = response === null
    await rest(pause * (0.5 + Math.random() / 2))
  }
}

/** Waits, but no longer than until the server answers something else again. */
function rest(time: number): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      stop()
      clearTimeout(timer)
      resolve()
    }
    const stop = watch(reachable, (answers) => answers && end())
    const timer = setTimeout(end, time)
  })
}

async function listen(body: ReadableStream<Uint8Array>, signal: AbortSignal): Promise<void> {
  try {
    for await (const event of readEvents(body)) {
      if (signal.aborted) return
      lastId = event.id ?? lastId
      if (event.name !== 'hello') gather(event)
    }
  } catch {
    // The connection ended; follow() opens it again from lastId.
  }
}

function gather(event: LiveEvent): void {
  gathered.push(event)
  timer ??= setTimeout(() => {
    const events = gathered
    gathered = []
    timer = null
    // A post that began or ended, and stores that came, went or were renamed, change what all pages show.
    if (events.some((one) => one.name === 'post.changed' || movesPlaces(one))) void refreshSession().then(() => refreshOnScreen(() => true))
    else void refreshOnScreen((url) => events.some((one) => concerns(url, one)))
  }, GATHER * (0.5 + Math.random() / 2))
}
