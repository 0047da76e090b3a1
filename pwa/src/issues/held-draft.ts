/** Something being filled in, on the disk after every tap; one tab writes it. */
import { onScopeDispose, ref, watch, type Ref } from 'vue'
import { claimDraft, readDraft, saveDraft } from '@/offline'

export interface HeldDraft<T> {
  body: Ref<T | null>
  /** Takes the draft up where it was left; false when another tab is writing it. */
  begin: () => Promise<boolean>
  /** Stops writing, once everything typed is on the disk. */
  end: () => Promise<void>
}

export function useHeldDraft<T extends object>(id: () => string, fresh: () => T): HeldDraft<T> {
  const body = ref<T | null>(null) as Ref<T | null>
  let release: (() => void) | null = null
  let saved: Promise<void> = Promise.resolve()

  async function begin(): Promise<boolean> {
    if (body.value) return true
    release = await claimDraft(id())
    if (!release) return false
    body.value = (await readDraft<T>(id())) ?? fresh()
    return true
  }

  async function end(): Promise<void> {
    body.value = null
    await saved
    release?.()
    release = null
  }

  watch(body, (now, before) => {
    // Being read is no change, and neither is being let go.
    if (now && before) saved = saved.then(() => saveDraft(id(), now))
  }, { deep: true, flush: 'sync' })
  onScopeDispose(() => void end())
  return { body, begin, end }
}
