/** A few rows per frame: hundreds at once would hold the page up. */
import { onScopeDispose, ref, watch, type Ref } from 'vue'

/** The number of the last row on the screen; it begins anew when `first` or `about` changes, and grows until `last`. */
export function useGradually(each: number, first: () => number, last: () => number, about: () => unknown = () => null): Ref<number> {
  const shown = ref(0)
  let frame = 0

  function begin(): void {
    shown.value = first() + each
    goOn()
  }

  function goOn(): void {
    cancelAnimationFrame(frame)
    if (shown.value >= last()) return
    frame = requestAnimationFrame(() => {
      shown.value += each
      goOn()
    })
  }

  watch([first, about], begin, { immediate: true })
  watch(last, goOn)
  onScopeDispose(() => cancelAnimationFrame(frame))
  return shown
}
