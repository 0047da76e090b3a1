/** Whether a question understands an answer at all; backend/inspections/understanding.py says the same. */
import type { Answer, Question } from './checklist'
import { isBlank, readingOf, tenThousandths } from './judgement'

export type Nonsense = 'not_applicable_forbidden' | 'wrong_kind' | 'unknown_option' | 'out_of_range'
type Value = 'option' | 'options' | 'number' | 'text' | 'moment' | 'position'

export function nonsenseIn(question: Question, answer: Answer): Nonsense | null {
  const values = valuesGiven(answer)
  if (answer.notApplicable && !question.allowNotApplicable) return 'not_applicable_forbidden'
  if (answer.notApplicable && values.length > 0) return 'wrong_kind'
  const taken = valuesTaken(question)
  if (values.some((value) => !taken.includes(value)) || !isWellFormed(question, answer)) return 'wrong_kind'
  const offered = optionsOffered(question)
  if (!optionsGiven(answer).every((option) => offered.includes(option))) return 'unknown_option'
  if (question.kind !== 'slider' || answer.number == null) return null
  return readingOf(question, answer.number) === null ? 'out_of_range' : null
}

/** In which ways an answer answers; photos are only evidence until a question takes them. */
export function valuesGiven(answer: Answer): Value[] {
  const values: Value[] = []
  if (answer.option != null) values.push('option')
  if (answer.options?.length) values.push('options')
  if (answer.number != null) values.push('number')
  if (!isBlank(answer.text)) values.push('text')
  if (answer.moment != null) values.push('moment')
  if (answer.position != null) values.push('position')
  return values
}

function valuesTaken(question: Question): Value[] {
  switch (question.kind) {
    case 'choice':
    case 'yes_no':
      return ['option']
    case 'multi_choice':
      return ['options']
    case 'number':
    case 'temperature':
    case 'slider':
      return ['number']
    case 'text':
    case 'signature':
    case 'barcode':
      return ['text']
    case 'date_time':
      return ['moment']
    case 'location':
      return ['position', 'text']
    case 'photo':
    case 'information':
      return []
  }
}

function isWellFormed(question: Question, answer: Answer): boolean {
  if (answer.number != null && tenThousandths(answer.number) === null) return false
  if (answer.moment == null || question.kind !== 'date_time') return true
  const asks = question.asks ?? 'date'
  return answer.moment.includes(':') === (asks !== 'date') && answer.moment.includes('-') === (asks !== 'time')
}

function optionsGiven(answer: Answer): string[] {
  return [...(answer.option == null ? [] : [answer.option]), ...(answer.options ?? [])]
}

function optionsOffered(question: Question): string[] {
  if (question.kind === 'yes_no') return ['yes', 'no']
  return 'options' in question ? question.options.map((option) => option.id) : []
}

/** How many different photos an answer has to come with; a drawn signature is no evidence. */
export function photosNeeded(question: Question, failed: boolean): number {
  const { photos = 'optional', count = 1 } = question.evidence ?? {}
  if (question.kind === 'photo') return count
  if (question.kind === 'signature' || question.kind === 'information') return 0
  return photos === 'always' || (photos === 'on_fail' && failed) ? count : 0
}

/** Begun and left empty; a note or a photo alone answers no choice. */
export function saysNothing(question: Question, answer: Answer): boolean {
  if (answer.notApplicable || valuesGiven(answer).length > 0) return false
  return !((question.kind === 'photo' || question.kind === 'signature') && answer.photos?.length)
}
