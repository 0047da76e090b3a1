/** How far a visit is, question by question. */
import { blocksOf, verdictOf, type Block, type VisitDraft } from './draft'
import type { Answer } from './checklist'
import type { Flaw } from './completeness'
import { answersByPlace, place } from './scoring'

export interface Progress extends Record<string, number> {
  done: number
  total: number
}

export function progressOf(draft: VisitDraft): Progress {
  const answers = answersByPlace(draft.answers)
  const blocks = blocksOf(draft).map((block) => progressIn(block, answers))
  return { done: sum(blocks.map((one) => one.done)), total: sum(blocks.map((one) => one.total)) }
}

export function progressIn({ section, instance }: Block, answers: ReadonlyMap<string, Answer>): Progress {
  const answered = section.questions.filter(
    (question) => verdictOf(question, answers.get(place(question.id, instance))).standing !== 'unanswered',
  )
  return { done: answered.length, total: section.questions.length }
}

export function failuresIn({ section, instance }: Block, answers: ReadonlyMap<string, Answer>): number {
  return section.questions.filter((question) => verdictOf(question, answers.get(place(question.id, instance))).failed).length
}

/** A place on the screen that still needs something, and what. */
export interface Gap {
  place: string
  codes: Flaw['code'][]
}

/** One gap per question, in the order of the screen. */
export function gapsOf(flaws: readonly Flaw[], blocks: readonly Block[]): Gap[] {
  const codes = new Map<string, Flaw['code'][]>()
  for (const flaw of flaws) {
    const here = place(flaw.question, flaw.instance)
    codes.set(here, [...(codes.get(here) ?? []), flaw.code])
  }
  return blocks.flatMap(({ section, instance }) =>
    section.questions.flatMap(({ id }) => {
      const found = codes.get(place(id, instance))
      return found ? [{ place: place(id, instance), codes: found }] : []
    }),
  )
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}
