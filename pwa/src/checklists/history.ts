/** Undo and redo: every state that was, and the one that is; typing on in one field is one step. */
const TYPING_MS = 1500
const LONGEST = 200

export interface History<T> {
  past: readonly T[]
  now: T
  future: readonly T[]
  /** In which field the newest step was made, and when. */
  field: string | null
  at: number
}

export function begin<T>(now: T): History<T> {
  return { past: [], now, future: [], field: null, at: 0 }
}

/** A new state; a change of the same field soon after the last one joins its step. */
export function step<T>(history: History<T>, next: T, field: string | null, at: number): History<T> {
  if (next === history.now) return history
  const joins = field !== null && field === history.field && at - history.at < TYPING_MS && history.past.length > 0
  const past = joins ? history.past : [...history.past, history.now].slice(-LONGEST)
  return { past, now: next, future: [], field, at }
}

export function undo<T>(history: History<T>): History<T> {
  const before = history.past.at(-1)
  if (before === undefined) return history
  return { past: history.past.slice(0, -1), now: before, future: [history.now, ...history.future], field: null, at: 0 }
}

export function redo<T>(history: History<T>): History<T> {
  const [next, ...future] = history.future
  if (next === undefined) return history
  return { past: [...history.past, history.now], now: next, future, field: null, at: 0 }
}
