/** The answers to one checklist while they are being given: which sections stand on the screen, and what changes. */
import type { Answer, Question, Section } from './checklist'
import type { Circumstances } from './conditions'
import { inOrderOf } from './shuffle'
import { answersByPlace, layOut, place } from './visibility'

export interface Place {
  question: string
  instance: number
}

/** What somebody fills in; a visit's draft is one, and so is a preview. */
export interface AnswerSheet {
  answers: readonly Answer[]
  /** How many of each repeating section there are; the fewest allowed where nothing is said. */
  instances: Record<string, number>
  /** What somebody called an instance, by `nameKey`. */
  names?: Record<string, string>
}

/** A section as it stands on the screen, once per instance; a repeating one without any still has its title. */
export interface Block {
  key: string
  section: Section
  instance: number
  /** Those of its questions that are asked here. */
  questions: readonly Question[]
  /** The number of the first question, counted through what is asked. */
  first: number
  /** What it was called, or nothing. */
  name: string
  /** No instance at all. */
  empty: boolean
}

/** With a `seed`, such as the visit's id, shuffled sections ask in the order of that visit. */
export function blocksOf(sections: readonly Section[], sheet: AnswerSheet, circumstances: Circumstances = {}, seed: string | null = null): Block[] {
  const parts = layOut({ sections }, answersByPlace(sheet.answers), circumstances, (section) => range(countOf(section, sheet)))
  let first = 1
  return sections.flatMap((section) => {
    const here = parts.filter((part) => part.section === section)
    if (here.length === 0) return [{ key: `${section.id}-none`, section, instance: 0, questions: [], first, name: '', empty: true }]
    return here.filter(({ hidden }) => !hidden).map(({ instance, asked }) => {
      const name = sheet.names?.[nameKey(section.id, instance)] ?? ''
      const questions = seed === null || !section.shuffled ? asked : inOrderOf(seed, section).filter(inside(asked))
      const block = { key: `${section.id}-${instance}`, section, instance, questions, first, name, empty: false }
      first += asked.length
      return block
    })
  })
}

function inside(questions: readonly Question[]): (question: Question) => boolean {
  const all = new Set(questions)
  return (question) => all.has(question)
}

export function countOf(section: Section, { instances }: AnswerSheet): number {
  return section.repeats ? (instances[section.id] ?? Math.max(1, section.minInstances ?? 1)) : 1
}

export function nameKey(section: string, instance: number): string {
  return `${section} ${instance}`
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

export function withName<S extends AnswerSheet>(sheet: S, { section, instance }: Block, name: string): S {
  return { ...sheet, names: { ...sheet.names, [nameKey(section.id, instance)]: name } }
}

/** Takes one instance out; the ones behind it move up, so that no number is missing. */
export function withoutInstance<S extends AnswerSheet>(sheet: S, section: Section, instance: number): S {
  const ids = new Set(section.questions.map(({ id }) => id))
  const answers = sheet.answers
    .filter((one) => !(ids.has(one.question) && (one.instance ?? 0) === instance))
    .map((one) => (ids.has(one.question) && (one.instance ?? 0) > instance ? { ...one, instance: one.instance! - 1 } : one))
  const count = countOf(section, sheet) - 1
  return { ...sheet, answers, names: namesWithout(sheet, section, instance, count), instances: { ...sheet.instances, [section.id]: count } }
}

function namesWithout({ names = {} }: AnswerSheet, section: Section, instance: number, count: number): Record<string, string> {
  const kept = Object.entries(names).filter(([key]) => !key.startsWith(`${section.id} `))
  const own = range(count).map((index) => {
    const before = nameKey(section.id, index < instance ? index : index + 1)
    return [nameKey(section.id, index), names[before] ?? '']
  })
  return Object.fromEntries([...kept, ...own])
}

/** Every answer in the order of the checklist, with an empty one for each instance that nobody touched yet. */
export function answersWithGaps(sections: readonly Section[], sheet: AnswerSheet): Answer[] {
  const given = answersByPlace(sheet.answers)
  return sections.flatMap((section) =>
    range(countOf(section, sheet)).flatMap((instance) => {
      const here = section.questions.flatMap(({ id }) => given.get(place(id, instance)) ?? [])
      const first = section.questions[0]
      return here.length > 0 || !section.repeats || !first ? here : [{ question: first.id, instance }]
    }),
  )
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index)
}

/** The question that is asked at a place. */
export function questionAt(blocks: readonly Block[], at: Place | null): Question | null {
  return blocks.flatMap((block) => block.questions).find((one) => one.id === at?.question) ?? null
}
