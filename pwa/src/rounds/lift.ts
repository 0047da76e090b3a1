/** One task in the hand: lifted by pointer or key, held over a lane, put down or put back. */
import { onScopeDispose, ref, shallowRef } from 'vue'
import type { Lane, Task } from './tasks'

const SLACK = 6
const [EDGE, STEP] = [72, 14]

export function useLift(lanes: () => Lane[], home: (task: Task) => string, drop: (task: Task, lane: Lane) => void) {
  const held = shallowRef<Task | null>(null)
  const over = ref<string | null>(null)
  const byKey = ref(false)
  let wasDragged = false
  let from: { x: number; y: number; task: Task } | null = null

  function press(task: Task, event: PointerEvent): void {
    wasDragged = false
    // A finger scrolls the page everywhere but on the grip.
    if (event.button !== 0 || (event.pointerType === 'touch' && !(event.target as Element).closest('.grip'))) return
    from = { x: event.clientX, y: event.clientY, task }
    window.addEventListener('pointermove', move)
    window.addEventListener('pointerup', release)
    window.addEventListener('pointercancel', putBack)
  }

  function move(event: PointerEvent): void {
    if (!from) return
    if (!held.value && Math.hypot(event.clientX - from.x, event.clientY - from.y) > SLACK) {
      held.value = from.task
      byKey.value = false
    }
    if (!held.value) return
    if (event.clientY < EDGE) window.scrollBy(0, -STEP)
    else if (event.clientY > window.innerHeight - EDGE * 2) window.scrollBy(0, STEP)
    const lane = document.elementFromPoint(event.clientX, event.clientY)?.closest<HTMLElement>('[data-lane]')
    over.value = lane?.dataset.lane ?? null
  }

  function release(): void {
    const [task, key] = [held.value, over.value]
    wasDragged = task !== null
    putBack()
    const lane = lanes().find((one) => one.key === key)
    if (task && lane && lane.key !== home(task)) drop(task, lane)
  }

  function putBack(): void {
    held.value = over.value = from = null
    byKey.value = false
    window.removeEventListener('pointermove', move)
    window.removeEventListener('pointerup', release)
    window.removeEventListener('pointercancel', putBack)
  }

  /** Space lifts, arrows choose, Enter or Space puts down, Escape puts back. Tells whether the key was ours. */
  function onKey(task: Task, key: string): boolean {
    // By its id: a list that came anew while it is held brings another object for the same task.
    if (held.value?.id !== task.id) {
      if (key !== ' ' && key !== 'Enter') return false
      held.value = task
      byKey.value = true
      over.value = home(task)
      return true
    }
    if (key === 'Escape') putBack()
    else if (key === 'ArrowDown' || key === 'ArrowUp') step(key === 'ArrowDown' ? 1 : -1)
    else if (key === ' ' || key === 'Enter') release()
    else return false
    return true
  }

  function step(by: number): void {
    const keys = lanes().map(({ key }) => key)
    const place = keys.indexOf(over.value ?? '') + by
    over.value = keys[(place + keys.length) % keys.length] ?? null
  }

  onScopeDispose(putBack)
  /** Whether a click is only the end of a drag. */
  function endsDrag(): boolean {
    const dragged = wasDragged
    wasDragged = false
    return dragged
  }

  return { held, over, byKey, press, onKey, endsDrag }
}
