/** Which questions are asked; backend/checklists/visibility.py says the same. */
import type { Answer, ChecklistDocument, Question, Section } from './checklist'
import type { AboutAnswer, Circumstances, Comparison, Condition } from './conditions'
import { judgeAnswer, readingOf, tenThousandths } from './judgement'

export type Given = ReadonlyMap<string, Answer>

/** One instance of a section as it is asked; of a hidden section nothing is. */
export interface Part {
  section: Section
  instance: number
  asked: readonly Question[]
  hidden: boolean
}

interface Asked {
  question: Question
  section: Section
  instance: number
  answer: Answer | undefined
}

/** What a condition may look at: everything asked before it. */
interface Before {
  circumstances: Circumstances
  asked: Map<string, Asked[]>
  section: Section | null
  instance: number
}

/** Answers by question and instance; of two at one place the later one holds. */
export function answersByPlace(answers: readonly Answer[]): Map<string, Answer> {
  return new Map(answers.map((answer) => [place(answer.question, answer.instance ?? 0), answer]))
}

export function place(question: string, instance: number): string {
  return `${instance} ${question}`
}

/** Goes through a checklist from top to bottom and decides of every question whether it is asked. */
export function layOut(document: Pick<ChecklistDocument, 'sections'>, given: Given, circumstances: Circumstances, instances = instancesOf): Part[] {
  const before: Before = { circumstances, asked: new Map(), section: null, instance: 0 }
  return document.sections.flatMap((section): Part[] => {
    before.section = null
    if (section.shownIf && !holds(section.shownIf, before)) return [{ section, instance: 0, asked: [], hidden: true }]
    before.section = section
    return instances(section, given).map((instance) => layOutInstance(section, instance, given, before))
  })
}

function layOutInstance(section: Section, instance: number, given: Given, before: Before): Part {
  before.instance = instance
  const asked = section.questions.filter((question) => {
    if (question.shownIf && !holds(question.shownIf, before)) return false
    const told = before.asked.get(question.id) ?? []
    told.push({ question, section, instance, answer: given.get(place(question.id, instance)) })
    before.asked.set(question.id, told)
    return true
  })
  return { section, instance, asked, hidden: false }
}

/** The instances that answers name; a section nobody touched still has its first ones. */
export function instancesOf(section: Section, given: Given): number[] {
  if (!section.repeats) return [0]
  const ids = new Set(section.questions.map((question) => question.id))
  const named = new Set<number>()
  for (const { question, instance = 0 } of given.values()) if (ids.has(question)) named.add(instance)
  if (named.size > 0) return [...named].sort((left, right) => left - right)
  return Array.from({ length: section.minInstances ?? 1 }, (_, instance) => instance)
}

export function holds(condition: Condition, before: Before): boolean {
  switch (condition.when) {
    case 'all':
      return condition.of.every((one) => holds(one, before))
    case 'any':
      return condition.of.some((one) => holds(one, before))
    case 'not':
      return !holds(condition.of, before)
    case 'attribute_is': {
      const found = attributeOf(before, condition.attribute)
      return condition.values.some((value) => value === found)
    }
    case 'attribute_present':
      return Boolean(attributeOf(before, condition.attribute))
    case 'role_is':
      return condition.roles.some((role) => before.circumstances.roles?.includes(role))
    default:
      return toldOf(before, condition.question).some(({ question, answer }) => isSo(condition, question, answer))
  }
}

function attributeOf({ circumstances }: Before, name: string): unknown {
  const attributes = circumstances.attributes ?? {}
  return Object.hasOwn(attributes, name) ? attributes[name] : undefined
}

/** The askings of a question: in the own section only the own instance. */
function toldOf(before: Before, question: string): Asked[] {
  const told = before.asked.get(question) ?? []
  return told.filter((one) => one.section !== before.section || one.instance === before.instance)
}

function isSo(condition: AboutAnswer, question: Question, answer: Answer | undefined): boolean {
  switch (condition.when) {
    case 'option_is':
      return chosenOptions(question, answer).some((option) => condition.options.includes(option))
    case 'option_is_not': {
      const chosen = chosenOptions(question, answer)
      return chosen.length > 0 && !chosen.some((option) => condition.options.includes(option))
    }
    case 'number_is':
      return compares(condition.comparison, measured(question, answer), tenThousandths(condition.number))
    case 'answered':
      return judgeAnswer(question, answer).standing !== 'unanswered'
    case 'failed':
      return judgeAnswer(question, answer).failures.length > 0
  }
}

function chosenOptions(question: Question, answer: Answer | undefined): string[] {
  if (!answer || answer.notApplicable) return []
  switch (question.kind) {
    case 'choice':
      return question.options.map(({ id }) => id).filter((id) => id === answer.option)
    case 'multi_choice':
      return question.options.map(({ id }) => id).filter((id) => answer.options?.includes(id))
    case 'yes_no':
      return answer.option === 'yes' || answer.option === 'no' ? [answer.option] : []
    default:
      return []
  }
}

function measured(question: Question, answer: Answer | undefined): number | null {
  if (!answer || answer.notApplicable) return null
  const isMeasured = question.kind === 'number' || question.kind === 'temperature' || question.kind === 'slider'
  return isMeasured ? readingOf(question, answer.number) : null
}

function compares(comparison: Comparison, reading: number | null, bound: number | null): boolean {
  if (reading === null || bound === null) return false
  switch (comparison) {
    case 'below':
      return reading < bound
    case 'at_most':
      return reading <= bound
    case 'equal':
      return reading === bound
    case 'not_equal':
      return reading !== bound
    case 'at_least':
      return reading >= bound
    case 'above':
      return reading > bound
  }
}
