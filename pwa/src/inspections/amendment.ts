/** A visit that was handed in, on its way to a new version: drafted on the phone, sent through the outbox. */
import { answersByPlace, instancesOf } from '@/answering/visibility'
import type { Answer, ChecklistDocument } from '@/answering/checklist'
import type { Circumstances } from '@/answering/conditions'
import { answersWithGaps, nameKey } from '@/answering/sheet'
import { enqueue, readDraft, removeDraft, saveDraft, stamps, uuid7 } from '@/offline'
import type { Wire } from '@/wire'
import { sectionsOf, type Shot, type VisitDraft } from './draft'
import { asSent, saysSomething, takingsOf } from './hand-in'

export interface AmendmentDraft extends VisitDraft {
  /** The version it goes on from; somebody else's newer one makes the server refuse it. */
  basedOn: string | null
  reason: string
}

export const amendmentKey = (id: string): string => `amend:${id}`

/** Begins with the newest version as it stands, or goes on with what was begun here. */
export async function beginAmendment(inspection: Wire<'InspectionOut'>, store: Wire<'StoreCard'>): Promise<void> {
  const key = amendmentKey(inspection.id)
  const begun = await readDraft<AmendmentDraft>(key)
  if (begun?.basedOn === newestOf(inspection)) return
  await saveDraft(key, draftOf(inspection, store))
}

const newestOf = (inspection: Wire<'InspectionOut'>): string | null => inspection.history.at(-1)?.id ?? null

function draftOf(inspection: Wire<'InspectionOut'>, store: Wire<'StoreCard'>): AmendmentDraft {
  const { id, version, startedAt, checkIn, note } = inspection
  const answers = inspection.answers as Answer[]
  const given = answersByPlace(answers)
  const sections = (version.document as ChecklistDocument).sections
  const counts = sections.filter(({ repeats }) => repeats).map((section) => [section.id, instancesOf(section, given).length])
  return {
    id, store, version, startedAt, checkIn, note, answers, task: null, instances: Object.fromEntries(counts),
    shots: Object.fromEntries(inspection.takings.map(shotOf)), cameraFor: null, lastAt: null,
    handedInAt: null, fingerprint: null, receipt: null, circumstances: inspection.circumstances as Circumstances, names: namesOf(inspection), basedOn: newestOf(inspection), reason: '',
  }
}

function namesOf({ instanceNames }: Wire<'InspectionOut'>): Record<string, string> {
  return Object.fromEntries(instanceNames.map(({ section, instance, name }) => [nameKey(section, instance), name]))
}

function shotOf({ photo, position, monotonicMs, run, marks, source, deviceAt, estimatedAt }: Wire<'Taking'>): [string, Shot] {
  const third = monotonicMs == null || run == null ? {} : { monotonicMs, run }
  return [photo, { deviceAt, estimatedAt, source, ...third, ...(marks ? { marks } : {}), position: position ?? null, warnings: [] }]
}

/** Queues the new version and drops its draft in one step, or neither. */
export async function handInAmendment(draft: AmendmentDraft): Promise<void> {
  const body: Wire<'AmendmentIn'> = {
    ...stamps(),
    basedOn: draft.basedOn,
    reason: draft.reason.trim(),
    answers: answersWithGaps(sectionsOf(draft), draft).filter(saysSomething).map(asSent),
    note: draft.note.trim(),
    takings: takingsOf(draft),
  }
  const { zh, en } = draft.store.name
  const command = {
    lane: amendmentKey(draft.id),
    url: `/api/inspections/${draft.id}/amendments/${uuid7()}`,
    body,
    title: { zh: `修改巡店：${zh}`, en: `Amended visit: ${en}` },
    opens: `/inspections/${draft.id}`,
  }
  await enqueue([command], () => removeDraft(amendmentKey(draft.id)))
}
