/** Keeps a deed on the phone, once however often the button is tapped. */
import { ref, type Ref } from 'vue'
import { t } from '@/i18n'
import { toast } from '@/ui/toast'

export interface Keeping {
  /** From the first tap on; whoever stays on the screen after it went well takes it back. */
  busy: Ref<boolean>
  /** Tells whether it is kept; what the phone had no room for is said, and what was typed is there still. */
  keep: (deed: () => Promise<void>) => Promise<boolean>
}

export function useKeeping(): Keeping {
  const busy = ref(false)
  async function keep(deed: () => Promise<void>): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    try {
      await deed()
      return true
    } catch (failure) {
      console.error(failure)
      toast(t('stock.quickNotKept'), { tone: 'bad' })
      busy.value = false
      return false
    }
  }
  return { busy, keep }
}
