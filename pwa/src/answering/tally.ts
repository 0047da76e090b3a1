/** The points of one instance of a section, question by question; backend/inspections/tally.py says the same. */
import type { ChecklistDocument, Failed, Fired, Question, QuestionScore, Section, Why } from './checklist'
import { hasPoints, judgeAnswer, possiblePoints, type Judgement } from './judgement'
import { place, type Given, type Part } from './visibility'

/** One question as it was judged; `takes` is its deduction before caps, `mayTake` that of one failure. */
export interface Line {
  question: Question
  why: Why
  earned: number
  possible: number
  takes: number
  mayTake: number
  counts: boolean
}

/** One instance of a section, before and after the red lines that were hit in it. */
export interface Tally {
  section: Section
  instance: number
  hidden: boolean
  lines: Line[]
  earned: number
  possible: number
  fired: Fired[]
  failed: Failed[]
  zeroed: boolean
  /** Points after red lines, which never give any back. */
  adjusted: number
}

/** As much of a checklist and the moment as one line needs. */
export interface Rules {
  deducts: boolean
  submitted: boolean
  countsUnanswered: boolean
}

export function rulesOf(document: ChecklistDocument, submitted: boolean): Rules {
  const countsUnanswered = submitted && (document.unanswered ?? 'zero') === 'zero'
  return { deducts: document.mode === 'deduction', submitted, countsUnanswered }
}

export function tally({ section, instance, asked, hidden }: Part, given: Given, rules: Rules): Tally {
  const [lines, fired, failed]: [Line[], Fired[], Failed[]] = [[], [], []]
  const isAsked = new Set(asked.map(({ id }) => id))
  for (const question of section.questions) {
    if (!isAsked.has(question.id)) {
      lines.push(line(question, 'hidden'))
      continue
    }
    const judgement = judgeAnswer(question, given.get(place(question.id, instance)))
    lines.push(rules.deducts ? deducting(question, judgement, rules) : earning(question, judgement, rules))
    failed.push(...judgement.failures.map((option) => ({ question: question.id, instance, option })))
    if (judgement.failures.length > 0 && question.redLine) fired.push(redLineHit(question, instance))
  }
  const earned = sum(lines.map((one) => one.earned))
  const zeroed = fired.some((hit) => hit.policy === 'zero_section')
  const possible = sum(lines.map((one) => one.possible))
  return { section, instance, hidden, lines, earned, possible, fired, failed, zeroed, adjusted: zeroed ? Math.min(0, earned) : earned }
}

/** What a question earned of what it could. */
function earning(question: Question, { standing, earned }: Judgement, rules: Rules): Line {
  if (!hasPoints(question)) return line(question, 'no_points')
  if (question.weight === 0) return line(question, 'weight_zero')
  switch (standing) {
    case 'not_applicable':
      return line(question, 'not_applicable')
    case 'unanswered':
      return { ...line(question, whyUnanswered(rules)), possible: rules.countsUnanswered ? possiblePoints(question) : 0 }
    case 'answered':
      return { ...line(question, 'scored'), earned, possible: possiblePoints(question) }
  }
}

/** What a question takes: its deduction for every failure, once where it was left unanswered. */
function deducting(question: Question, { standing, failures }: Judgement, rules: Rules): Line {
  const once = question.deduction ?? 0
  if (once === 0) return line(question, 'no_points')
  const counted = { mayTake: once, counts: true }
  if (failures.length > 0) return { ...line(question, 'deducted'), ...counted, takes: once * failures.length }
  if (standing === 'not_applicable') return line(question, 'not_applicable')
  if (standing === 'answered') return { ...line(question, 'scored'), ...counted }
  return rules.countsUnanswered ? { ...line(question, 'unanswered_zero'), ...counted, takes: once } : line(question, whyUnanswered(rules))
}

function whyUnanswered(rules: Rules): Why {
  if (!rules.submitted) return 'unanswered'
  return rules.countsUnanswered ? 'unanswered_zero' : 'unanswered_excluded'
}

function line(question: Question, why: Why): Line {
  return { question, why, earned: 0, possible: 0, takes: 0, mayTake: 0, counts: false }
}

function redLineHit(question: Question, instance: number): Fired {
  const capHundredths = question.redLine === 'cap' ? (question.capHundredths ?? null) : null
  return { question: question.id, instance, policy: question.redLine!, capHundredths }
}

export function questionScore({ question, earned, possible, why }: Line, instance: number, deducted: number): QuestionScore {
  return { question: question.id, instance, earned, possible, why, deducted }
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}
