/** How far somebody is with a checklist, question by question. */
import type { Answer } from './checklist'
import type { Flaw } from './completeness'
import { place } from './scoring'
import type { Block } from './sheet'
import { verdictOf } from './verdict'

export interface Progress extends Record<string, number> {
  done: number
  total: number
}

export function progressOf(blocks: readonly Block[], answers: ReadonlyMap<string, Answer>): Progress {
  const each = blocks.map((block) => progressIn(block, answers))
  return { done: sum(each.map((one) => one.done)), total: sum(each.map((one) => one.total)) }
}

export function progressIn({ questions, instance }: Block, answers: ReadonlyMap<string, Answer>): Progress {
  const asking = questions.filter(({ kind }) => kind !== 'information')
  const answered = asking.filter(
    (question) => verdictOf(question, answers.get(place(question.id, instance))).standing !== 'unanswered',
  )
  return { done: answered.length, total: asking.length }
}

export function failuresIn({ questions, instance }: Block, answers: ReadonlyMap<string, Answer>): number {
  return questions.filter((question) => verdictOf(question, answers.get(place(question.id, instance))).failed).length
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
  return blocks.flatMap(({ questions, instance }) =>
    questions.flatMap(({ id }) => {
      const found = codes.get(place(id, instance))
      return found ? [{ place: place(id, instance), codes: found }] : []
    }),
  )
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}
