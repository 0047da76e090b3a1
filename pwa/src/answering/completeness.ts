/** What keeps an inspection from being submitted; backend/inspections/completeness.py finds the same. */
import type { Answer, ChecklistDocument, Question, Section } from './checklist'
import { isBlank, judgeAnswer, tenThousandths } from './judgement'
import { instancesOf, place } from './scoring'

export type FlawCode =
  | 'unknown_question'
  | 'unknown_instance'
  | 'answered_twice'
  | 'not_applicable_forbidden'
  | 'wrong_kind'
  | 'unknown_option'
  | 'required'
  | 'photo_missing'
  | 'note_missing'

/** One thing that an inspection lacks or has wrong; it is put into words by its code. */
export interface Flaw {
  code: FlawCode
  path: string
  question: string
  instance: number
}

interface Asked {
  section: Section
  question: Question
}

interface Placed {
  index: number
  answer: Answer
}

type Value = 'option' | 'options' | 'number' | 'text' | 'photos'

/** First what is wrong with the answers, in their order, then what still needs one, in the order of the checklist. */
export function findFlaws(document: ChecklistDocument, answers: readonly Answer[]): Flaw[] {
  const asked = new Map<string, Asked>()
  for (const section of document.sections) {
    for (const question of section.questions) asked.set(question.id, { section, question })
  }
  const given = new Map<string, Placed>()
  const flaws: Flaw[] = []
  answers.forEach((answer, index) => {
    const here = place(answer.question, answer.instance ?? 0)
    const codes = given.has(here) ? (['answered_twice'] as const) : flawsOfAnswer(asked.get(answer.question), answer)
    flaws.push(...codes.map((code) => flaw(code, index, answer)))
    if (!given.has(here)) given.set(here, { index, answer })
  })
  return [...flaws, ...document.sections.flatMap((section) => missingAnswers(section, answers, given))]
}

/** The first thing that makes no sense, else the evidence that is lacking. */
function flawsOfAnswer(asked: Asked | undefined, answer: Answer): FlawCode[] {
  if (!asked) return ['unknown_question']
  const { section, question } = asked
  const nonsense = nonsenseIn(section, question, answer)
  if (nonsense) return [nonsense]
  const { standing, failures } = judgeAnswer(question, answer)
  const failed = failures.length > 0
  if (standing === 'unanswered' || (standing === 'not_applicable' && !failed)) return []
  const flaws: FlawCode[] = []
  if (new Set(answer.photos).size < photosNeeded(question, failed)) flaws.push('photo_missing')
  if (failed && question.evidence?.noteOnFail && isBlank(answer.note)) flaws.push('note_missing')
  return flaws
}

function nonsenseIn(section: Section, question: Question, answer: Answer): FlawCode | null {
  const given = valuesGiven(answer)
  if ((answer.instance ?? 0) > 0 && !section.repeats) return 'unknown_instance'
  if (answer.notApplicable && !question.allowNotApplicable) return 'not_applicable_forbidden'
  if (answer.notApplicable && given.length > 0) return 'wrong_kind'
  if (given.some((value) => value !== valueTaken(question))) return 'wrong_kind'
  if (answer.number != null && tenThousandths(answer.number) === null) return 'wrong_kind'
  const offered = optionsOffered(question)
  return optionsGiven(answer).every((option) => offered.includes(option)) ? null : 'unknown_option'
}

/** In which ways an answer answers; photos are only evidence until a question takes them. */
function valuesGiven(answer: Answer): Value[] {
  const values: Value[] = []
  if (answer.option != null) values.push('option')
  if (answer.options?.length) values.push('options')
  if (answer.number != null) values.push('number')
  if (!isBlank(answer.text)) values.push('text')
  return values
}

function valueTaken(question: Question): Value {
  switch (question.kind) {
    case 'choice':
    case 'yes_no':
      return 'option'
    case 'multi_choice':
      return 'options'
    case 'number':
    case 'temperature':
      return 'number'
    case 'text':
      return 'text'
    case 'photo':
      return 'photos'
  }
}

function optionsGiven(answer: Answer): string[] {
  return [...(answer.option == null ? [] : [answer.option]), ...(answer.options ?? [])]
}

function optionsOffered(question: Question): string[] {
  if (question.kind === 'yes_no') return ['yes', 'no']
  return 'options' in question ? question.options.map((option) => option.id) : []
}

/** How many different photos an answer has to come with. */
export function photosNeeded(question: Question, failed: boolean): number {
  const { photos = 'optional', count = 1 } = question.evidence ?? {}
  const needed = question.kind === 'photo' || photos === 'always' || (photos === 'on_fail' && failed)
  return needed ? count : 0
}

/** The required questions of a section that nobody answered, in each of its instances. */
function missingAnswers(section: Section, answers: readonly Answer[], given: Map<string, Placed>): Flaw[] {
  const required = section.questions.filter((question) => question.required ?? true)
  return instancesOf(section, answers).flatMap((instance) =>
    required.flatMap((question) => {
      const placed = given.get(place(question.id, instance))
      if (placed && !saysNothing(question, placed.answer)) return []
      return [flaw('required', placed?.index ?? null, { question: question.id, instance })]
    }),
  )
}

/** Begun and left empty; a note or a photo alone answers no choice. */
function saysNothing(question: Question, answer: Answer): boolean {
  if (answer.notApplicable || valuesGiven(answer).length > 0) return false
  return !(question.kind === 'photo' && answer.photos?.length)
}

function flaw(code: FlawCode, index: number | null, { question, instance = 0 }: Answer): Flaw {
  return { code, path: index === null ? 'answers' : `answers[${index}]`, question, instance }
}
