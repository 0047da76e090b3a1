/** What one answer says, and what it still needs, for the card on the screen. */
import type { Answer, Question } from './checklist'
import { photosNeeded } from './understanding'
import { judgeAnswer } from './judgement'

export interface Verdict {
  standing: 'unanswered' | 'not_applicable' | 'answered'
  failed: boolean
  photosMissing: number
  noteNeeded: boolean
}

export function verdictOf(question: Question, answer: Answer | undefined): Verdict {
  const { standing, failures } = judgeAnswer(question, answer)
  const failed = failures.length > 0
  const needed = standing === 'not_applicable' && !failed ? 0 : photosNeeded(question, failed)
  return {
    standing,
    failed,
    photosMissing: Math.max(0, needed - new Set(answer?.photos).size),
    noteNeeded: failed && (question.evidence?.noteOnFail ?? false),
  }
}
