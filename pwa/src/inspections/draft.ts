/** A visit on the phone, from its first tap to its receipt; every change makes a new one. */
import type { Answer, ChecklistDocument, Section } from '@/answering/checklist'
import type { Circumstances } from '@/answering/conditions'
import { progressOf, type Progress } from '@/answering/progress'
import { answersByPlace } from '@/answering/scoring'
import { blocksOf, changeAnswer, type AnswerSheet, type Block, type Place } from '@/answering/sheet'
import type { Position } from '@/photos/position'
import type { PhotoWarning } from '@/photos/sharpness'
import type { Wire } from '@/wire'
import { circumstancesOf } from './circumstances'
import type { SetAside } from './migration'

/** What was bound to a photo when the shutter fired. */
export interface Shot {
  deviceAt: string
  estimatedAt: string
  monotonicMs?: number
  run?: number
  source?: 'camera' | 'file' | 'drawn'
  position: Position | null
  /** The original that this one is a copy of, with something drawn on. */
  marks?: string
  warnings: PhotoWarning[]
}

/** Who of the store signs at the end; it is handed in once there is a drawing. */
export interface Signed {
  photo: string | null
  name: string
  role: Wire<'Signature'>['role']
  at: { deviceAt: string; estimatedAt: string } | null
}

export const unsigned: Signed = { photo: null, name: '', role: 'store_manager', at: null }

export interface VisitDraft extends AnswerSheet {
  id: string
  store: Wire<'StoreCard'>
  /** The version it was begun with; a newer one does not change it. */
  version: Wire<'ChecklistVersionOut'>
  /** As they were when it was begun, so that what is learnt of the store meanwhile asks nothing else; a draft of an older app has none. */
  circumstances?: Circumstances
  task: string | null
  /** The others were told that this one does the task. */
  claim?: string
  startedAt: string
  checkIn: Wire<'CheckIn'> | null
  checkOut?: Wire<'CheckOut'> | null
  signed?: Signed
  shots: Record<string, Shot>
  /** The question a camera was opened for; still set when the phone killed the page meanwhile. */
  cameraFor: Place | null
  lastAt: Place | null
  note: string
  handedInAt: string | null
  fingerprint: string | null
  receipt: Wire<'ReceiptOut'> | null
  /** The refused visit that this one corrects. */
  replaces?: string
  /** What was found under an older version and fits nowhere in this one. */
  aside?: readonly SetAside[]
  /** How it was before it went over to a newer version. */
  before?: (AnswerSheet & { version: Wire<'ChecklistVersionOut'>; aside: readonly SetAside[] }) | null
}

export const draftKey = (id: string): string => `visit:${id}`
/** Handed-in visits lie apart: a tap in today's must not read all of last week's anew. */
export const handedKey = (id: string): string => `handed:${id}`

export function sectionsOf(draft: VisitDraft): readonly Section[] {
  return (draft.version.document as ChecklistDocument).sections
}

export function blocksIn(draft: VisitDraft): Block[] {
  return blocksOf(sectionsOf(draft), draft, circumstancesOf(draft), draft.id)
}

export function progressIn(draft: VisitDraft): Progress {
  return progressOf(blocksIn(draft), answersByPlace(draft.answers))
}

/** Changes one answer, and remembers where one was. */
export function withAnswer(draft: VisitDraft, at: Place, change: Partial<Answer>, now: string): VisitDraft {
  return { ...changeAnswer(draft, at, change, now), lastAt: at }
}

export function photosOf(answers: readonly Answer[]): string[] {
  return [...new Set(answers.flatMap((answer) => answer.photos ?? []))]
}

/** Every photo that a visit needs on the server: those of its answers, their copies with marks, what was set aside, and who signed. */
export function manifestOf(draft: VisitDraft): string[] {
  const photos = photosOf(draft.answers)
  const marked = Object.entries(draft.shots).filter(([, { marks }]) => marks !== undefined && photos.includes(marks))
  const aside = photosOf((draft.aside ?? []).map(({ answer }) => answer))
  return [...new Set([...photos, ...marked.map(([photo]) => photo), ...aside, ...(draft.signed?.photo ? [draft.signed.photo] : [])])]
}

/** The newest copy with marks of each photo that has one. */
export function marksOf(draft: VisitDraft): Map<string, string> {
  return new Map(Object.entries(draft.shots).flatMap(([photo, { marks }]) => (marks === undefined ? [] : [[marks, photo] as const])))
}
