/** What one answer says of its question; backend/checklists/judgement.py says the same. */
import type { Answer, Limits, MeasuredQuestion, Option, OptionQuestion, Question, SliderQuestion, YesNoQuestion } from './checklist'

export interface Judgement {
  standing: 'unanswered' | 'not_applicable' | 'answered'
  earned: number
  /** For every failure the option that was chosen, null for a reading. */
  failures: (string | null)[]
}

/** Judge an answer; one that its question does not understand counts as none. */
export function judgeAnswer(question: Question, answer: Answer | undefined): Judgement {
  if (!answer) return stands('unanswered')
  if (answer.notApplicable) return stands('not_applicable')
  switch (question.kind) {
    case 'choice':
      return judgeOptions(question, answer.option == null ? [] : [answer.option])
    case 'multi_choice':
      return judgeOptions(question, answer.options ?? [])
    case 'yes_no':
      return judgeYesNo(question, answer.option)
    case 'number':
    case 'temperature':
    case 'slider':
      return judgeReading(question, readingOf(question, answer.number))
    case 'text':
    case 'barcode':
      return given(!isBlank(answer.text))
    case 'date_time':
      return given(answer.moment != null)
    case 'photo':
      return given(Boolean(answer.photos?.length))
    case 'signature':
      return given(Boolean(answer.photos?.length) || !isBlank(answer.text))
    case 'location':
      return given(answer.position != null || !isBlank(answer.text))
    case 'information':
      return stands('unanswered')
  }
}

/** The most that a question can earn, never below 0; a kind without points earns nothing. */
export function possiblePoints(question: Question): number {
  const weight = question.weight ?? 1
  switch (question.kind) {
    case 'choice':
      return weight * Math.max(0, ...scoredOptions(question).map((option) => option.points))
    case 'multi_choice':
      return weight * sum(scoredOptions(question).map((option) => Math.max(option.points, 0)))
    case 'yes_no':
      return weight
    case 'slider':
      return weight * (question.max ?? 10)
    default:
      return 0
  }
}

/** Whether a question is of a kind that counts, whatever its weight. */
export function hasPoints(question: Question): boolean {
  if (question.kind === 'choice' || question.kind === 'multi_choice') return question.options.some(isScored)
  return question.kind === 'yes_no' || question.kind === 'slider'
}

/** Unscored options alone take the question out, but what failed still failed. */
function judgeOptions(question: OptionQuestion, ids: readonly string[]): Judgement {
  const chosen = question.options.filter((option) => ids.includes(option.id))
  if (chosen.length === 0) return stands('unanswered')
  const scored = chosen.filter(isScored)
  const takenOut = scored.length === 0 && scoredOptions(question).length > 0
  return {
    standing: takenOut ? 'not_applicable' : 'answered',
    earned: (question.weight ?? 1) * sum(scored.map((option) => option.points)),
    failures: chosen.filter((option) => option.failed).map((option) => option.id),
  }
}

function scoredOptions(question: OptionQuestion): Option[] {
  return question.options.filter(isScored)
}

function isScored(option: Option): boolean {
  return option.scored ?? true
}

/** 1 of 1 for the one that passes. */
function judgeYesNo(question: YesNoQuestion, option: string | null | undefined): Judgement {
  if (option !== 'yes' && option !== 'no') return stands('unanswered')
  if (option === (question.passes ?? 'yes')) return { ...stands('answered'), earned: question.weight ?? 1 }
  return { ...stands('answered'), failures: [option] }
}

/** Exactly at a limit passes, and a slider earns itself. */
function judgeReading(question: MeasuredQuestion, reading: number | null): Judgement {
  if (reading === null) return stands('unanswered')
  return {
    standing: 'answered',
    earned: question.kind === 'slider' ? (question.weight ?? 1) * (reading / 10_000) : 0,
    failures: isWithin(question.limits ?? {}, reading) ? [] : [null],
  }
}

/** What was measured, in ten-thousandths; a slider stands only on its own marks. */
export function readingOf(question: MeasuredQuestion, number: string | null | undefined): number | null {
  const reading = tenThousandths(number)
  if (reading === null || question.kind !== 'slider') return reading
  return isOnMark(question, reading) ? reading : null
}

function isOnMark({ min = 0, max = 10, step = 1 }: SliderQuestion, reading: number): boolean {
  const value = reading / 10_000
  return Number.isInteger(value) && value >= min && value <= max && (value - min) % step === 0
}

function isWithin(limits: Limits, reading: number): boolean {
  const lowest = tenThousandths(limits.min)
  const highest = tenThousandths(limits.max)
  return (lowest === null || reading >= lowest) && (highest === null || reading <= highest)
}

/** Read "-4.25" as -42500, a whole number below 2^53; half-typed text such as "-" or "4." is no number yet. */
export function tenThousandths(decimals: string | null | undefined): number | null {
  const read = /^(-?)([0-9]{1,9})(?:\.([0-9]{1,4}))?$/.exec(decimals ?? '')
  if (!read) return null
  const size = Number(read[2]) * 10_000 + Number((read[3] ?? '').padEnd(4, '0'))
  return read[1] ? 0 - size : size
}

/** White space is written out, because Python and JavaScript disagree on what else belongs to it. */
export function isBlank(words: string | null | undefined): boolean {
  return /^[ \t\r\n\u3000]*$/.test(words ?? '')
}

function given(isGiven: boolean): Judgement {
  return stands(isGiven ? 'answered' : 'unanswered')
}

function stands(standing: Judgement['standing']): Judgement {
  return { standing, earned: 0, failures: [] }
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}
