/** A visit on the phone, from its first tap to its receipt; every change makes a new one. */
import type { Position } from '@/photos/position'
import type { PhotoWarning } from '@/photos/sharpness'
import type { Answer, Question, Section } from './checklist'
import { photosNeeded } from './completeness'
import { judgeAnswer } from './judgement'
import { place } from './scoring'
import type { Wire } from '@/wire'

export interface Place {
  question: string
  instance: number
}

/** What was bound to a photo when the shutter fired. */
export interface Shot {
  deviceAt: string
  estimatedAt: string
  position: Position | null
  warnings: PhotoWarning[]
}

export interface VisitDraft {
  id: string
  store: Wire<'StoreCard'>
  /** The version it was begun with; a newer one does not change it. */
  version: Wire<'ChecklistVersionOut'>
  task: string | null
  startedAt: string
  checkIn: Wire<'CheckIn'> | null
  answers: readonly Answer[]
  /** How many of each repeating section there are; one where nothing is said. */
  instances: Record<string, number>
  shots: Record<string, Shot>
  /** The question a camera was opened for; still set when the phone killed the page meanwhile. */
  cameraFor: Place | null
  lastAt: Place | null
  note: string
  handedInAt: string | null
  fingerprint: string | null
  receipt: Wire<'ReceiptOut'> | null
}

/** A section as it stands on the screen, once per instance. */
export interface Block {
  key: string
  section: Section
  instance: number
  /** The number of the first question, counted through the whole checklist. */
  first: number
}

export const draftKey = (id: string): string => `visit:${id}`
/** Handed-in visits lie apart: a tap in today's must not read all of last week's anew. */
export const handedKey = (id: string): string => `handed:${id}`

export function blocksOf(draft: VisitDraft): Block[] {
  let first = 1
  return (draft.version.document.sections as Section[]).flatMap((section) => {
    const count = section.repeats ? (draft.instances[section.id] ?? 1) : 1
    return Array.from({ length: count }, (_, instance) => {
      const block = { key: `${section.id}-${instance}`, section, instance, first }
      first += section.questions.length
      return block
    })
  })
}

/** Changes one answer; everything about it that is not named stays. */
export function withAnswer(draft: VisitDraft, at: Place, change: Partial<Answer>, now: string): VisitDraft {
  const old = draft.answers.find((one) => isAt(one, at)) ?? { question: at.question, instance: at.instance }
  const answer = { ...old, ...change, answeredAt: now }
  const others = draft.answers.filter((one) => !isAt(one, at))
  return { ...draft, answers: [...others, answer], lastAt: at }
}

export function isAt(answer: Answer, { question, instance }: Place): boolean {
  return answer.question === question && (answer.instance ?? 0) === instance
}

export function withInstance(draft: VisitDraft, section: Section): VisitDraft {
  return { ...draft, instances: { ...draft.instances, [section.id]: (draft.instances[section.id] ?? 1) + 1 } }
}

/** Takes one instance out; the ones behind it move up, so that no number is missing. */
export function withoutInstance(draft: VisitDraft, section: Section, instance: number): VisitDraft {
  const ids = new Set(section.questions.map(({ id }) => id))
  const answers = draft.answers
    .filter((one) => !(ids.has(one.question) && (one.instance ?? 0) === instance))
    .map((one) => (ids.has(one.question) && (one.instance ?? 0) > instance ? { ...one, instance: one.instance! - 1 } : one))
  const count = Math.max(1, (draft.instances[section.id] ?? 1) - 1)
  return { ...draft, answers, instances: { ...draft.instances, [section.id]: count } }
}

/** The answers in the order of the checklist, with an empty one for each instance that nobody touched yet. */
export function answersWithGaps(draft: VisitDraft): Answer[] {
  const given = new Map(draft.answers.map((one) => [place(one.question, one.instance ?? 0), one]))
  return blocksOf(draft).flatMap(({ section, instance }) => {
    const here = section.questions.flatMap(({ id }) => given.get(place(id, instance)) ?? [])
    const first = section.questions[0]
    return here.length > 0 || !section.repeats || !first ? here : [{ question: first.id, instance }]
  })
}

export function photosOf(answers: readonly Answer[]): string[] {
  return [...new Set(answers.flatMap((answer) => answer.photos ?? []))]
}

export interface Verdict {
  standing: 'unanswered' | 'not_applicable' | 'answered'
  failed: boolean
  photosMissing: number
  noteNeeded: boolean
}

/** What one answer says, and what it still needs, for the card on the screen. */
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
