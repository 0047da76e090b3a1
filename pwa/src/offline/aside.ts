/** What is fetched ahead steps aside for whoever opens a screen; never for long, so that the phone does get ready. */

/** No step waits longer than this, whatever goes on at the screen. */
export const PATIENCE = 1000
const waiting = new Set<symbol>()
let woken: (() => void)[] = []

/** Notes that a screen waits for its own document, until the function it returns is called. */
export function screenWaits(): () => void {
  const key = Symbol()
  waiting.add(key)
  return () => {
    if (waiting.delete(key) && waiting.size === 0) for (const wake of woken.splice(0)) wake()
  }
}

/** Resolves when no screen waits and the browser has nothing better to do, at the latest when patience is over. */
export async function stepAside(patience = PATIENCE): Promise<void> {
  const until = performance.now() + patience
  for (let left = patience; left > 0; left = until - performance.now()) {
    if (waiting.size) await withinTime(left, (wake) => woken.push(wake))
    else await withinTime(left, whenIdle)
    // A screen may have been opened while the browser was busy.
    if (waiting.size === 0) return
  }
}

function withinTime(time: number, begin: (end: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, time)
    begin(() => {
      clearTimeout(timer)
      resolve()
    })
  })
}

/** Safari has no idle time to tell of; there the next task has to do. */
function whenIdle(end: () => void): void {
  if ('requestIdleCallback' in globalThis) requestIdleCallback(end)
  else setTimeout(end)
}
