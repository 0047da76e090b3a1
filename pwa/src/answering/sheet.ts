/** The answers to one checklist while they are being given: which sections stand on the screen, and what changes. */
import type { Answer, Question, Section } from './checklist'
import { place } from './scoring'

export interface Place {
  question: string
  instance: number
}

/** What somebody fills in; a visit's draft is one, and so is a preview. */
export interface AnswerSheet {
  answers: readonly Answer[]
  /** How many of each repeating section there are; one where nothing is said. */
  instances: Record<string, number>
}

/** A section as it stands on the screen, once per instance. */
export interface Block {
  key: string
  section: Section
  instance: number
  /** Those of its questions that are asked here. */
  questions: readonly Question[]
  /** The number of the first question, counted through the whole checklist. */
  first: number
}

export function blocksOf(sections: readonly Section[], sheet: AnswerSheet): Block[] {
  let first = 1
  return sections.flatMap((section) =>
    Array.from({ length: countOf(section, sheet) }, (_, instance) => {
      const block = { key: `${section.id}-${instance}`, section, instance, questions: section.questions, first }
      first += block.questions.length
      return block
    }),
  )
}

export function countOf(section: Section, { instances }: AnswerSheet): number {
  return section.repeats ? (instances[section.id] ?? 1) : 1
}

/** Changes one answer; everything about it that is not named stays. */
export function changeAnswer<S extends AnswerSheet>(sheet: S, at: Place, change: Partial<Answer>, now: string): S {
  const old = sheet.answers.find((one) => isAt(one, at)) ?? { question: at.question, instance: at.instance }
  const others = sheet.answers.filter((one) => !isAt(one, at))
  return { ...sheet, answers: [...others, { ...old, ...change, answeredAt: now }] }
}

export function isAt(answer: Answer, { question, instance }: Place): boolean {
  return answer.question === question && (answer.instance ?? 0) === instance
}

export function withInstance<S extends AnswerSheet>(sheet: S, section: Section): S {
  return { ...sheet, instances: { ...sheet.instances, [section.id]: countOf(section, sheet) + 1 } }
}

/** Takes one instance out; the ones behind it move up, so that no number is missing. */
export function withoutInstance<S extends AnswerSheet>(sheet: S, section: Section, instance: number): S {
  const ids = new Set(section.questions.map(({ id }) => id))
  const answers = sheet.answers
    .filter((one) => !(ids.has(one.question) && (one.instance ?? 0) === instance))
    .map((one) => (ids.has(one.question) && (one.instance ?? 0) > instance ? { ...one, instance: one.instance! - 1 } : one))
  return { ...sheet, answers, instances: { ...sheet.instances, [section.id]: Math.max(1, countOf(section, sheet) - 1) } }
}

/** The answers in the order of the checklist, with an empty one for each instance that nobody touched yet. */
export function answersWithGaps(sections: readonly Section[], sheet: AnswerSheet): Answer[] {
  const given = new Map(sheet.answers.map((one) => [place(one.question, one.instance ?? 0), one]))
  return blocksOf(sections, sheet).flatMap(({ section, instance }) => {
    const here = section.questions.flatMap(({ id }) => given.get(place(id, instance)) ?? [])
    const first = section.questions[0]
    return here.length > 0 || !section.repeats || !first ? here : [{ question: first.id, instance }]
  })
}
