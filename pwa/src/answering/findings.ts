/** An inspection read back: its questions in their order, each with what was answered. */
import type { Bilingual } from '@/i18n'
import type { Wire } from '@/wire'
import type { Answer, Question, Section } from './checklist'
import { answersByPlace, instancesOf, place } from './scoring'
import { verdictOf, type Verdict } from './verdict'

export interface Finding {
  key: string
  question: Question
  answer: Answer | undefined
  verdict: Verdict
  store: string
}

export interface FindingGroup {
  key: string
  title: Bilingual
  instance: number | null
  findings: Finding[]
}

export function findings({ version, answers, store }: Wire<'InspectionOut'>): FindingGroup[] {
  const given = answersByPlace(answers)
  return (version.document.sections as Section[]).flatMap((section) =>
    instancesOf(section, answers).map((instance) => ({
      key: `${section.id}-${instance}`,
      title: section.title,
      instance: section.repeats ? instance : null,
      findings: section.questions.map((question) => {
        const answer = given.get(place(question.id, instance))
        return { key: place(question.id, instance), question, answer, verdict: verdictOf(question, answer), store }
      }),
    })),
  )
}
