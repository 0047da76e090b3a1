/** A long list drawn piece by piece: the first screen at once, more whenever the end of what is drawn comes near. */
import { onScopeDispose, ref, watch, type Ref, type VNodeRef } from 'vue'

/** More than the first screen of a phone shows; the tap that opens the page waits for no more than these. */
const FIRST = 6
/** So few at once that a tap meanwhile is answered between two pieces. */
const MORE = 9
/** So many are drawn in any case, one piece after the other; the rest only for whoever scrolls. */
const ANYWAY = 24
/** Two screens ahead of the thumb, so that nobody sees the list grow. */
const AHEAD = '1800px'

export interface Growing {
  /** How many rows are drawn. */
  drawn: Ref<number>
  /** The ref of an element that stands after the last drawn row. */
  end: VNodeRef
}

export function useGrowing(all: () => number): Growing {
  const drawn = ref(FIRST)
  let mark: Element | null = null
  let frame = 0
  const watcher = new IntersectionObserver((seen) => {
    if (seen.at(-1)?.isIntersecting) grow()
  }, { rootMargin: `${AHEAD} 0px` })
  function grow(): void {
    if (drawn.value >= all()) return
    drawn.value += MORE
    cancelAnimationFrame(frame)
    // A mark that stays in sight says nothing new, so it is asked again once the rows are there.
    frame = requestAnimationFrame(() => (drawn.value < ANYWAY ? grow() : follow(mark)))
  }
  function follow(element: Element | null): void {
    if (mark) watcher.unobserve(mark)
    mark = element
    if (mark) watcher.observe(mark)
  }
  // A search that is over leaves the mark where it was; asked again it says so.
  watch(all, () => follow(mark))
  onScopeDispose(() => {
    watcher.disconnect()
    cancelAnimationFrame(frame)
  })
  return { drawn, end: (element) => follow(element as Element | null) }
}
