/** A Vue ref that follows a database query, also when another tab makes the change. */
import { onScopeDispose, shallowRef, watch, type ShallowRef, type WatchSource } from 'vue'
import { liveQuery } from './db'

export function useLiveQuery<T>(query: () => Promise<T>, start: T, dependsOn: WatchSource[] = []): ShallowRef<T> {
  const result = shallowRef(start) as ShallowRef<T>
  let stop = follow()
  watch(dependsOn, () => {
    stop()
    result.value = start
    stop = follow()
  })
  onScopeDispose(() => stop())
  return result

  function follow(): () => void {
    const subscription = liveQuery(query).subscribe({ next: (value) => (result.value = value), error: console.error })
    return () => subscription.unsubscribe()
  }
}
