/** Which sections are open, and where the eye is: what folds up above must not move what is under the thumb. */
import { computed, nextTick, ref, watch, type Ref } from 'vue'
import { gapsOf } from '@/answering/progress'
import { place } from '@/answering/scoring'
import type { Block } from '@/answering/sheet'
import type { Visit } from './use-visit'

export interface Folding {
  /** Where somebody was last led to. */
  goal: Ref<string>
  isOpen: (block: Block) => boolean
  toggle: (block: Block) => void
  /** Makes a change and leaves the card at `where` exactly where it was on the screen. */
  keepStill: (where: string, change: () => Promise<boolean>) => Promise<void>
  goTo: (where: string, block: ScrollLogicalPosition) => Promise<void>
  /** The next of these places after the one that was last gone to. */
  nextAfter: (places: readonly string[]) => string | null
}

export function useFolding(visit: Visit): Folding {
  const chosen = ref<Record<string, boolean>>({})
  const active = ref('')
  const goal = ref('')
  let begun = false

  // What was done when the page was opened is folded up from the start.
  watch(visit.blocks, (blocks) => {
    if (begun || blocks.length === 0) return
    begun = true
    const last = visit.draft.value?.cameraFor ?? visit.draft.value?.lastAt
    active.value = last ? (blockAt(place(last.question, last.instance))?.key ?? '') : ''
    fold(foldable())
  }, { immediate: true })

  function blockAt(where: string): Block | undefined {
    return visit.blocks.value.find(({ questions, instance }) => questions.some(({ id }) => place(id, instance) === where))
  }

  const needy = computed(() => new Set(gapsOf(visit.flaws.value, visit.blocks.value).map((gap) => gap.place)))
  const isDone = ({ questions, instance }: Block): boolean => {
    const touched = questions.some(({ id }) => visit.answers.value.has(place(id, instance)))
    return touched && !questions.some(({ id }) => needy.value.has(place(id, instance)))
  }

  /** What is done and may fold up: not where one is at work, and not what somebody opened or closed by hand. */
  const foldable = (): Block[] =>
    visit.blocks.value.filter((block) => block.key !== active.value && chosen.value[block.key] === undefined && isDone(block))

  // A section that folded up by itself opens again once a newer version or another answer asks something more in it.
  const byItself = new Set<string>()
  watch(needy, () => {
    const again = visit.blocks.value.filter((block) => byItself.has(block.key) && !isDone(block)).map(({ key }) => key)
    for (const key of again) byItself.delete(key)
    if (again.length > 0) chosen.value = Object.fromEntries(Object.entries(chosen.value).filter(([key]) => !again.includes(key)))
  })

  function fold(blocks: readonly Block[]): void {
    for (const { key } of blocks) byItself.add(key)
    chosen.value = { ...chosen.value, ...Object.fromEntries(blocks.map((block) => [block.key, false])) }
  }

  async function keepStill(where: string, change: () => Promise<boolean>): Promise<void> {
    const saved = change()
    const here = blockAt(where)?.key ?? ''
    if (here !== active.value) {
      active.value = here
      const done = foldable()
      // Measuring makes the browser lay the page out: only where something moves.
      if (done.length > 0) await foldAbove(where, done)
    }
    await saved
  }

  async function foldAbove(where: string, blocks: readonly Block[]): Promise<void> {
    const before = cardAt(where)?.getBoundingClientRect().top
    fold(blocks)
    await nextTick()
    const after = cardAt(where)?.getBoundingClientRect().top
    if (before !== undefined && after !== undefined) window.scrollBy({ top: after - before, behavior: 'instant' })
  }

  async function goTo(where: string, block: ScrollLogicalPosition): Promise<void> {
    goal.value = where
    const inside = blockAt(where)
    if (inside) chosen.value = { ...chosen.value, [inside.key]: true }
    await nextTick()
    const card = cardAt(where)
    card?.scrollIntoView({ block, behavior: 'instant' })
    card?.focus({ preventScroll: true })
  }

  function nextAfter(places: readonly string[]): string | null {
    const order = visit.blocks.value.flatMap(({ questions, instance }) => questions.map(({ id }) => place(id, instance)))
    const from = order.indexOf(goal.value)
    return places.find((where) => order.indexOf(where) > from) ?? null
  }

  function toggle(block: Block): void {
    byItself.delete(block.key)
    chosen.value = { ...chosen.value, [block.key]: !(chosen.value[block.key] ?? true) }
  }

  return {
    isOpen: (block) => chosen.value[block.key] ?? true,
    toggle,
    goal, keepStill, goTo, nextAfter,
  }
}

function cardAt(where: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-place="${CSS.escape(where)}"]`)
}
