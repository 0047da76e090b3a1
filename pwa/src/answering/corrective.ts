/** In a self-check a reading outside its limits wants to know what was done; backend/inspections/corrective.py finds the same. */
import type { Answer, ChecklistDocument, Question } from './checklist'
import type { Flaw } from './completeness'
import { isBlank, judgeAnswer } from './judgement'

export function isReading(question: Question): boolean {
  return question.kind === 'number' || question.kind === 'temperature'
}

/** Every reading outside its limits without a word of what was done about it. */
export function missingActions(document: ChecklistDocument, answers: readonly Answer[]): Flaw[] {
  const questions = new Map(document.sections.flatMap((section) => section.questions.map((question) => [question.id, question] as const)))
  return answers.flatMap((answer, index) => {
    const question = questions.get(answer.question)
    if (!question || !isReading(question) || !isBlank(answer.note)) return []
    if (judgeAnswer(question, answer).failures.length === 0) return []
    return [{ code: 'action_missing' as const, path: `answers[${index}]`, question: answer.question, instance: answer.instance ?? 0 }]
  })
}
