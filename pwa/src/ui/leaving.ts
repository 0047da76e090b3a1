/** Keeps a person from losing what they changed: the first try to leave says so, the second one goes. */
import { onScopeDispose, type ComputedRef } from 'vue'
import { t } from '@/i18n'
import { toast } from '@/ui/toast'

export function useLeaving(changed: ComputedRef<boolean>): { guard: () => boolean } {
  let warnedAt = 0
  const beforeUnload = (event: BeforeUnloadEvent): void => { if (changed.value) event.preventDefault() }
  window.addEventListener('beforeunload', beforeUnload)
  onScopeDispose(() => window.removeEventListener('beforeunload', beforeUnload))

  function guard(): boolean {
    if (!changed.value || Date.now() - warnedAt < 15_000) return true
    warnedAt = Date.now()
    toast(t('forms.notKept'), { tone: 'bad' })
    return false
  }
  return { guard }
}
