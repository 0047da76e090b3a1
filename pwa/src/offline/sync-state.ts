/** The one state line: 已同步, 3 条待上传, 离线. */
import { computed, effectScope, toValue, type ComputedRef, type MaybeRefOrGetter, type Ref } from 'vue'
import { reachable, signInNeeded } from './api'
import { db, type Command } from './db'
import { useLiveQuery } from './live-query'
import { unsent } from './outbox'
import { me } from './session'

export interface SyncState {
  mood: 'synced' | 'waiting' | 'refused' | 'offline' | 'signIn'
  waiting: number
  refused: number
}

const forever = effectScope(true)
let shared: Ref<Command[]> | undefined

/** Everything this person has not handed over yet, as it changes; one query for the whole app. */
export function useUnsent(): Ref<Command[]> {
  shared ??= forever.run(() => useLiveQuery(() => unsent(me.value?.id ?? ''), [], [() => me.value?.id]))!
  return shared
}

/** The waiting writes of one lane or URL prefix, to lay over what the server said. */
export function useWaiting(urlPrefix: MaybeRefOrGetter<string>): ComputedRef<Command[]> {
  const all = useUnsent()
  return computed(() => all.value.filter((row) => row.url.startsWith(toValue(urlPrefix))).sort((a, b) => a.seq - b.seq))
}

/** How many writes of other people wait on this phone; they go up when those people sign in. */
export function useOthersUnsent(): Ref<number> {
  return useLiveQuery(() => db.outbox.where('person').notEqual(me.value?.id ?? '').count(), 0, [() => me.value?.id])
}

export function useSyncState(): ComputedRef<SyncState> {
  const rows = useUnsent()
  return computed(() => {
    const refused = rows.value.filter((row) => row.state === 'parked').length
    const waiting = rows.value.length - refused
    return { mood: mood(waiting, refused), waiting, refused }
  })
}

function mood(waiting: number, refused: number): SyncState['mood'] {
  if (signInNeeded.value) return 'signIn'
  if (refused > 0) return 'refused'
  if (reachable.value === false) return 'offline'
  return waiting > 0 ? 'waiting' : 'synced'
}
