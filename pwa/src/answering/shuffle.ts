/** In which order a shuffled section asks: another one in each visit, always the same within one. */
import type { Question, Section } from './checklist'
import type { Condition } from './conditions'

const known = new WeakMap<Section, Map<string, readonly Question[]>>()

/**
 * The questions of a section in the order of one visit. What hangs together stays together: a question behind the
 * one that it asks about, and whatever follows an information behind it and before the next one.
 */
export function inOrderOf(seed: string, section: Section): readonly Question[] {
  if (!section.shuffled) return section.questions
  const key = `${seed} ${section.id}`
  const orders = known.get(section) ?? new Map<string, readonly Question[]>()
  const order = orders.get(key) ?? stretchesOf(section.questions).flatMap((stretch) => shuffle(bundlesOf(stretch), key))
  known.set(section, orders.set(key, order))
  return order
}

function stretchesOf(questions: readonly Question[]): Question[][] {
  const stretches: Question[][] = [[]]
  for (const question of questions) {
    if (question.kind === 'information') stretches.push([question], [])
    else stretches.at(-1)!.push(question)
  }
  return stretches
}

/** Puts each question with those it asks about, in their own order. */
function bundlesOf(stretch: readonly Question[]): Question[][] {
  const bundleOf = new Map<string, string>()
  for (const { id, shownIf } of stretch) {
    const asked = new Set([...questionsIn(shownIf)].flatMap((one) => bundleOf.get(one) ?? []))
    const [first = id] = asked
    for (const [one, bundle] of bundleOf) if (asked.has(bundle)) bundleOf.set(one, first)
    bundleOf.set(id, first)
  }
  const bundles = new Map<string, Question[]>()
  for (const question of stretch) {
    const bundle = bundleOf.get(question.id)!
    bundles.set(bundle, [...(bundles.get(bundle) ?? []), question])
  }
  return [...bundles.values()]
}

function* questionsIn(condition: Condition | null | undefined): Generator<string> {
  if (!condition) return
  if (condition.when === 'all' || condition.when === 'any') for (const one of condition.of) yield* questionsIn(one)
  else if (condition.when === 'not') yield* questionsIn(condition.of)
  else if ('question' in condition) yield condition.question
}

function shuffle(bundles: readonly Question[][], key: string): Question[] {
  const drawn = bundles.map((bundle) => ({ bundle, lot: lotOf(`${key} ${bundle[0]?.id}`) }))
  return drawn.sort((one, other) => one.lot - other.lot).flatMap(({ bundle }) => bundle)
}

/** FNV-1a, stirred as MurmurHash3 ends: names that differ in one letter must lie far apart. */
function lotOf(text: string): number {
  let hash = 0x811c9dc5
  for (const letter of text) hash = Math.imul(hash ^ letter.codePointAt(0)!, 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
