/** A long list drawn piece by piece: the first screen at once, more whenever the end of what is drawn comes near. */
import { onScopeDispose, ref, type Ref, type VNodeRef } from 'vue'

const FIRST = 12
const MORE = 30
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
  const watcher = new IntersectionObserver((seen) => {
    if (!seen.at(-1)?.isIntersecting || drawn.value >= all()) return
    drawn.value += MORE
    // A mark that stays in sight says nothing new, so it is asked again once the rows are there.
    requestAnimationFrame(() => follow(mark))
  }, { rootMargin: `${AHEAD} 0px` })
  function follow(element: Element | null): void {
    if (mark) watcher.unobserve(mark)
    mark = element
    if (mark) watcher.observe(mark)
  }
  onScopeDispose(() => watcher.disconnect())
  return { drawn, end: (element) => follow(element as Element | null) }
}
