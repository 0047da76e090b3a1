/** An inspection read back: its questions in their order, each with what was answered. */
import type { Bilingual } from '@/i18n'
import type { Wire } from '@/wire'
import type { Answer, ChecklistDocument, Question } from './checklist'
import type { Circumstances } from './conditions'
import { answersByPlace, layOut, place } from './visibility'
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
  name: string
  findings: Finding[]
}

export function findings({ version, answers, store, circumstances, instanceNames }: Wire<'InspectionOut'>): FindingGroup[] {
  const given = answersByPlace(answers as Answer[])
  const parts = layOut(version.document as ChecklistDocument, given, circumstances as Circumstances)
  return parts.filter(({ hidden }) => !hidden).map(({ section, instance, asked }) => ({
    key: `${section.id}-${instance}`,
    title: section.title,
    instance: section.repeats ? instance : null,
    name: instanceNames?.find((one) => one.section === section.id && one.instance === instance)?.name ?? '',
    findings: asked.filter(({ kind }) => kind !== 'information').map((question) => {
      const answer = given.get(place(question.id, instance))
      return { key: place(question.id, instance), question, answer, verdict: verdictOf(question, answer), store }
    }),
  }))
}
