/** The one state line: 已同步, 3 条待上传, 离线. */
import { computed, effectScope, toValue, type ComputedRef, type MaybeRefOrGetter, type Ref } from 'vue'
import { reachable, signInNeeded } from './api'
import { db, readSetting, type Command } from './db'
import { useLiveQuery } from './live-query'
import { unsent } from './outbox'
import { me, type Names } from './session'

export interface SyncState {
  /** `unknown` until the phone has looked for the first time: nothing is called sent before that. */
  mood: 'unknown' | 'synced' | 'waiting' | 'refused' | 'offline' | 'signIn'
  waiting: number
  refused: number
}

const forever = effectScope(true)
const NOT_LOOKED: Command[] = []
let shared: Ref<Command[]> | undefined

/** Everything this person has not handed over yet, as it changes; one query for the whole app. */
export function useUnsent(): Ref<Command[]> {
  shared ??= forever.run(() => useLiveQuery(() => unsent(me.value?.id ?? ''), NOT_LOOKED, [() => me.value?.id]))!
  return shared
}

/** The waiting writes of one lane or URL prefix, to lay over what the server said. */
export function useWaiting(urlPrefix: MaybeRefOrGetter<string>): ComputedRef<Command[]> {
  const all = useUnsent()
  return computed(() => all.value.filter((row) => row.url.startsWith(toValue(urlPrefix))).sort((a, b) => a.seq - b.seq))
}

export interface OthersWork {
  name: string
  count: number
}

/** How many writes of whom else wait on this phone, and no more than that; they go up when those people sign in. */
export function useOthersUnsent(): Ref<OthersWork[]> {
  return useLiveQuery(() => othersWork(me.value?.id ?? ''), [], [() => me.value?.id])
}

async function othersWork(person: string): Promise<OthersWork[]> {
  const names = (await readSetting<Names>('names')) ?? {}
  const ids = (await db.outbox.orderBy('person').uniqueKeys()) as string[]
  const others = ids.filter((id) => id !== person)
  return Promise.all(others.map(async (id) => ({ name: names[id] ?? '', count: await db.outbox.where('person').equals(id).count() })))
}

export function useSyncState(): ComputedRef<SyncState> {
  const rows = useUnsent()
  return computed(() => {
    const refused = rows.value.filter((row) => row.state === 'parked').length
    const waiting = rows.value.length - refused
    return { mood: rows.value === NOT_LOOKED ? 'unknown' : mood(waiting, refused), waiting, refused }
  })
}

function mood(waiting: number, refused: number): SyncState['mood'] {
  if (signInNeeded.value) return 'signIn'
  if (refused > 0) return 'refused'
  if (reachable.value === false) return 'offline'
  return waiting > 0 ? 'waiting' : 'synced'
}
