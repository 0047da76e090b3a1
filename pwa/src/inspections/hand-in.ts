/** Hands a finished visit in: the draft is closed and the document queued in one step, or neither. */
import { canonical, enqueue, readDraft, removeDraft, saveDraft, sha256Hex, stamps, uuid7, type Command, type Correction } from '@/offline'
import type { Wire } from '@/wire'
import type { Answer } from '@/answering/checklist'
import { answersWithGaps } from '@/answering/sheet'
import { circumstancesOf } from './circumstances'
import { blocksIn, draftKey, handedKey, manifestOf, sectionsOf, type VisitDraft } from './draft'
import { isBlank } from '@/answering/judgement'

export type Handed = VisitDraft & { handedInAt: string; fingerprint: string }

/** The visit as the server takes it: known fields only, and nothing for questions left empty. */
export function inspectionOf(draft: VisitDraft, now: { deviceAt: string; estimatedAt: string }): Wire<'InspectionIn'> {
  if (!draft.checkIn) throw new Error('A visit begins with its check-in')
  return {
    ...now,
    store: draft.store.id,
    checklistVersion: draft.version.id,
    task: draft.task,
    startedAt: draft.startedAt,
    checkIn: draft.checkIn,
    answers: answersWithGaps(sectionsOf(draft), draft).filter(saysSomething).map(asSent),
    note: draft.note.trim(),
    instanceNames: instanceNamesOf(draft),
    circumstances: goneBy(draft),
    takings: takingsOf(draft),
    checkOut: draft.checkOut ?? null,
    signature: signatureOf(draft),
    aside: (draft.aside ?? []).map(({ question, answer, why }) => ({ question: question as Wire<'SetAside'>['question'], answer: asSent(answer), why })),
  }
}

function signatureOf({ signed }: VisitDraft): Wire<'Signature'> | null {
  if (!signed?.photo || !signed.at) return null
  return { ...signed.at, photo: signed.photo, name: signed.name.trim(), role: signed.role }
}

/** The facts by which this phone asked; the server judges by the same. */
function goneBy(draft: VisitDraft): Wire<'Circumstances'> {
  const { attributes, roles } = circumstancesOf(draft)
  return { attributes: { ...attributes }, roles: [...(roles ?? [])] }
}

/** What somebody called an instance, where there still is one. */
function instanceNamesOf(draft: VisitDraft): Wire<'InstanceName'>[] {
  return blocksIn(draft).flatMap(({ section, instance, name }) =>
    section.repeats && name.trim() ? [{ section: section.id, instance, name: name.trim() }] : [],
  )
}

/** How each photo was taken; a photo of an older app, whose shutter bound less, tells what it can. */
export function takingsOf(draft: VisitDraft): Wire<'Taking'>[] {
  return manifestOf(draft).flatMap((photo) => {
    const shot = draft.shots[photo]
    if (!shot?.source) return []
    const { deviceAt, estimatedAt, monotonicMs, run, source, position, marks } = shot
    return [{ photo, deviceAt, estimatedAt, monotonicMs: monotonicMs ?? null, run: run ?? null, source, position, marks: marks ?? null }]
  })
}

export async function handIn(draft: VisitDraft): Promise<Handed> {
  const now = stamps()
  const body = inspectionOf(draft, now)
  const handed = { ...draft, cameraFor: null, handedInAt: now.deviceAt, fingerprint: await sha256Hex(canonical(body)) }
  const { zh, en } = draft.store.name
  const command = {
    lane: draftKey(draft.id),
    url: `/api/inspections/${draft.id}`,
    body,
    title: { zh: `巡店：${zh}`, en: `Visit: ${en}` },
    opens: `/visit/${draft.id}/receipt`,
  }
  await enqueue([command], async () => {
    await saveDraft(handedKey(draft.id), handed)
    await removeDraft(draftKey(draft.id))
  })
  return handed
}

/** Begins a refused visit anew under another id; the refused one stays as it was handed in until this one has arrived. */
export async function correctVisit(refused: Command): Promise<Correction | null> {
  const old = refused.url.split('/').pop()!
  const draft = await readDraft<VisitDraft>(handedKey(old))
  if (!draft) return null
  const id = uuid7()
  await saveDraft(draftKey(id), { ...draft, id, replaces: old, handedInAt: null, fingerprint: null, receipt: null })
  return { url: `/api/inspections/${id}`, route: `/visit/${id}` }
}

export function saysSomething(answer: Answer): boolean {
  return Boolean(
    answer.notApplicable || answer.option != null || answer.options?.length || answer.number != null || answer.moment != null || answer.position != null ||
    !isBlank(answer.text) || !isBlank(answer.note) || answer.photos?.length || answer.products?.length,
  )
}

export function asSent(answer: Answer): Wire<'Answer'> {
  return {
    question: answer.question,
    instance: answer.instance ?? 0,
    notApplicable: answer.notApplicable ?? false,
    option: answer.option ?? null,
    options: [...(answer.options ?? [])],
    number: answer.number ?? null,
    text: answer.text ?? null,
    moment: answer.moment ?? null,
    position: answer.position ?? null,
    note: answer.note ?? null,
    photos: [...(answer.photos ?? [])],
    products: [...(answer.products ?? [])],
    answeredAt: answer.answeredAt ?? null,
  }
}
