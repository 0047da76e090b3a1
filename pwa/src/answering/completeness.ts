/** What keeps an inspection from being submitted; backend/inspections/completeness.py finds the same. */
import type { Answer, ChecklistDocument, Question, Section } from './checklist'
import type { Circumstances } from './conditions'
import { isBlank, judgeAnswer } from './judgement'
import { nonsenseIn, photosNeeded, saysNothing, type Nonsense } from './understanding'
import { layOut, place, type Part } from './visibility'

export type FlawCode =
  | Nonsense
  | 'unknown_question'
  | 'unknown_instance'
  | 'answered_twice'
  | 'too_few_instances'
  | 'too_many_instances'
  | 'required'
  | 'photo_missing'
  | 'note_missing'
  | 'action_missing'

/** One thing that an inspection lacks or has wrong; it is put into words by its code. */
export interface Flaw {
  code: FlawCode
  path: string
  question: string
  instance: number
}

interface Placed {
  index: number
  answer: Answer
}

/** First what is wrong with the answers, in their order, then what still needs one, in the order of the checklist. */
export function findFlaws(document: ChecklistDocument, answers: readonly Answer[], circumstances: Circumstances = {}): Flaw[] {
  const known = new Map<string, { section: Section; question: Question }>()
  for (const section of document.sections) for (const question of section.questions) known.set(question.id, { section, question })
  const given = new Map<string, Placed>()
  answers.forEach((answer, index) => {
    const here = place(answer.question, answer.instance ?? 0)
    if (!given.has(here)) given.set(here, { index, answer })
  })
  const first = new Map([...given].map(([here, { answer }]) => [here, answer]))
  const parts = layOut(document, first, circumstances)
  const asked = new Set(parts.flatMap((part) => part.asked.map(({ id }) => place(id, part.instance))))
  const flaws = answers.flatMap((answer, index) => {
    const isSecond = given.get(place(answer.question, answer.instance ?? 0))!.index !== index
    const codes = isSecond ? (['answered_twice'] as const) : flawsOfAnswer(known.get(answer.question), asked, answer)
    return codes.map((code) => flaw(code, index, answer))
  })
  return [...flaws, ...document.sections.flatMap((section) => missingIn(section, parts.filter((part) => part.section === section), given))]
}

/** The first thing that makes no sense, else the evidence that is lacking; what is hidden is not looked at. */
function flawsOfAnswer(known: { section: Section; question: Question } | undefined, asked: Set<string>, answer: Answer): FlawCode[] {
  if (!known) return ['unknown_question']
  const { section, question } = known
  if ((answer.instance ?? 0) > 0 && !section.repeats) return ['unknown_instance']
  if (!asked.has(place(question.id, answer.instance ?? 0))) return []
  const nonsense = nonsenseIn(question, answer)
  if (nonsense) return [nonsense]
  const { standing, failures } = judgeAnswer(question, answer)
  const failed = failures.length > 0
  if (standing === 'unanswered' || (standing === 'not_applicable' && !failed)) return []
  const flaws: FlawCode[] = []
  if (new Set(answer.photos).size < photosNeeded(question, failed)) flaws.push('photo_missing')
  if (failed && question.evidence?.noteOnFail && isBlank(answer.note)) flaws.push('note_missing')
  return flaws
}

/** What a section still needs: instances, then the required questions in each of them. */
function missingIn(section: Section, parts: readonly Part[], given: ReadonlyMap<string, Placed>): Flaw[] {
  const missing = parts.flatMap(({ asked, instance }) =>
    asked.flatMap((question) => {
      const placed = given.get(place(question.id, instance))
      const needed = (question.required ?? true) && question.kind !== 'information'
      if (!needed || (placed && !saysNothing(question, placed.answer))) return []
      return [flaw('required', placed?.index ?? null, { question: question.id, instance })]
    }),
  )
  return [...flawsOfNumber(section, parts), ...missing]
}

/** A repeating section with too few or too many instances; it is named by its first question. */
function flawsOfNumber(section: Section, parts: readonly Part[]): Flaw[] {
  const first = section.questions[0]
  if (!section.repeats || !first || parts.some((part) => part.hidden)) return []
  const { minInstances = 1, maxInstances = 100 } = section
  const flaws: Flaw[] = []
  if (parts.length < minInstances) flaws.push(flaw('too_few_instances', null, { question: first.id, instance: parts.length }))
  if (parts.length > maxInstances) flaws.push(flaw('too_many_instances', null, { question: first.id, instance: parts[maxInstances]!.instance }))
  return flaws
}

function flaw(code: FlawCode, index: number | null, { question, instance = 0 }: Answer): Flaw {
  return { code, path: index === null ? 'answers' : `answers[${index}]`, question, instance }
}
