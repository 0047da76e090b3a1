/** Dragging rows of the outline by pointer: where the row would land, and that it lands there. */
import { onScopeDispose, ref, type Ref } from 'vue'

export interface Landing {
  /** The row it would land at, and whether above or below it; null is the end of that section. */
  row: string | null
  section: string
  after: boolean
}

export interface Dragging {
  dragged: Ref<string | null>
  landing: Ref<Landing | null>
  grab: (id: string, event: PointerEvent) => void
}

const EDGE = 48
const FAR_ENOUGH = 5

/** Follows the pointer over `data-row` and `data-section-end` elements; `land` is called once, at the end. */
export function useDragging(land: (id: string, landing: Landing) => void): Dragging {
  const dragged = ref<string | null>(null)
  const landing = ref<Landing | null>(null)
  let [candidate, startY] = ['', 0]
  let pane: HTMLElement | null = null

  function grab(id: string, event: PointerEvent): void {
    if (event.button !== 0) return
    const handle = event.currentTarget as HTMLElement
    ;[candidate, startY] = [id, event.clientY]
    pane = handle.closest<HTMLElement>('[data-outline]')
    handle.setPointerCapture(event.pointerId)
    handle.addEventListener('pointermove', move)
    handle.addEventListener('pointerup', drop, { once: true })
    handle.addEventListener('pointercancel', end, { once: true })
    window.addEventListener('keydown', cancelByKey)
  }

  function move(event: PointerEvent): void {
    if (!dragged.value && Math.abs(event.clientY - startY) < FAR_ENOUGH) return
    dragged.value = candidate
    scrollAtEdges(event.clientY)
    landing.value = landingAt(event.clientX, event.clientY) ?? landing.value
  }

  function scrollAtEdges(y: number): void {
    const box = pane?.getBoundingClientRect()
    if (!box) return
    if (y < box.top + EDGE) pane!.scrollBy({ top: -12 })
    else if (y > box.bottom - EDGE) pane!.scrollBy({ top: 12 })
  }

  function landingAt(x: number, y: number): Landing | null {
    const under = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-row], [data-section-end]')
    const section = under?.closest<HTMLElement>('[data-section]')?.dataset.section
    if (!under || !section) return null
    if (under.dataset.row === undefined) return { row: null, section, after: true }
    const box = under.getBoundingClientRect()
    return { row: under.dataset.row, section, after: y > box.top + box.height / 2 }
  }

  function drop(event: PointerEvent): void {
    const [id, where] = [dragged.value, landing.value]
    end(event)
    if (id && where && where.row !== id) land(id, where)
  }

  function cancelByKey(event: KeyboardEvent): void {
    if (event.key === 'Escape') [dragged.value, landing.value, candidate] = [null, null, '']
  }

  function end(event: Event): void {
    event.currentTarget?.removeEventListener('pointermove', move as EventListener)
    window.removeEventListener('keydown', cancelByKey)
    ;[dragged.value, landing.value] = [null, null]
  }
  onScopeDispose(() => window.removeEventListener('keydown', cancelByKey))

  return { dragged, landing, grab }
}
