/** Wakes the offline layer up, in order, before the first screen. */
import { liveQuery, readSetting } from './db'
import { recallServerTime } from './clock'
import { signInNeeded } from './api'
import { startHeartbeat } from './heartbeat'
import { startLive } from './live'
import { dropCoveredPhotos } from './photo-store'
import { startReporting } from './report'
import { prepareOffline, refreshOffline } from './ready'
import { reserve } from './space'
import { me, recallSession, refreshSession, type Me } from './session'
import { watch } from 'vue'

export async function startOffline(): Promise<void> {
  await Promise.all([recallServerTime(), recallSession()])
  followOtherTabs()
  startHeartbeat()
  startLive()
  startReporting()
  void refreshSession()
  watch(() => me.value?.id, () => void prepareOffline().then(() => me.value && reserve()), { immediate: true })
  addEventListener('online', () => {
    void refreshSession()
    void prepareOffline()
  })
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void refreshOffline()
  })
  void dropCoveredPhotos()
}

/** Somebody signed in or out in another tab: this one follows. */
function followOtherTabs(): void {
  let first = true
  liveQuery(() => readSetting<Me>('me')).subscribe((person) => {
    if (!first && person) signInNeeded.value = false
    first = false
    if (person?.id !== me.value?.id) me.value = person
  })
}
