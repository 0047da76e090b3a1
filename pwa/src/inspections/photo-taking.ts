/** From the shutter to the outbox: what was seen, where and when, kept before anything else happens. */
import { ref, type Ref } from 'vue'
import { say, t } from '@/i18n'
import { clockedStamps, enqueue, isFull, me, NoRoom, putPhoto, saveDraft, serverNow, sha256Hex, stamps, type NewPhoto } from '@/offline'
import { usePosition } from '@/photos/position'
import { shrinkPhoto, type ShrunkPhoto } from '@/photos/shrinking'
import { stampLines } from '@/photos/watermark'
import { toast } from '@/ui/toast'
import { isAt, type Place } from '@/answering/sheet'
import { unsigned, withAnswer, type Shot, type VisitDraft } from './draft'
import type { Visit } from './use-visit'

export interface PhotoTaking {
  open: Ref<boolean>
  busy: Ref<boolean>
  at: Ref<Place | null>
  lines: () => string[]
  /** Notes on the disk what the camera is for, and only then opens it. */
  begin: (place: Place) => Promise<void>
  take: (source: Blob | ImageBitmap) => Promise<void>
  /** Keeps a drawing, such as a signature, as the only photo of its answer. */
  draw: (place: Place, picture: Blob) => Promise<void>
  /** Keeps what somebody of the store signed with. */
  sign: (picture: Blob) => Promise<void>
  end: () => Promise<void>
  remove: (place: Place, sha256: string) => Promise<void>
  /** Keeps a copy with marks beside its original. */
  keepMarked: (original: string, copy: Blob) => Promise<void>
}

export function usePhotoTaking(visit: Visit): PhotoTaking {
  const [open, busy] = [ref(false), ref(false)]
  const at = ref<Place | null>(null)
  const position = usePosition()

  async function begin(place: Place): Promise<void> {
    at.value = place
    if (visit.draft.value?.checkIn?.position) position.follow()
    if (await visit.change((draft) => ({ ...draft, cameraFor: place, lastAt: place }))) open.value = true
  }

  async function take(source: Blob | ImageBitmap): Promise<void> {
    const place = at.value
    if (!place || !visit.draft.value) return
    const shot = { ...clockedStamps(), source: source instanceof Blob ? ('file' as const) : ('camera' as const), position: position.current() }
    const stamp = linesFor(visit.draft.value, shot.position)
    busy.value = true
    try {
      const photo = await shrinkPhoto(source, stamp)
      await keep(visit, place, photo, { ...shot, warnings: photo.warnings })
      warn(photo, place)
    } catch (error) {
      console.error(error)
      toast(t(error instanceof NoRoom || isFull(error) ? 'photos.noRoom' : 'photos.failed'), { tone: 'bad' })
    } finally {
      busy.value = false
    }
  }

  async function draw(place: Place, picture: Blob): Promise<void> {
    const shot = { ...clockedStamps(), source: 'drawn' as const, position: null, warnings: [] }
    try {
      await keep(visit, place, await shrinkPhoto(picture, []), shot)
    } catch (error) {
      console.error(error)
      toast(t('inspections.notSaved'), { tone: 'bad' })
    }
  }

  async function sign(picture: Blob): Promise<void> {
    const before = visit.draft.value?.signed
    try {
      const photo = await shrinkPhoto(picture, [])
      await putPhoto(photo.sha256, photo.blob, photo.thumb)
      visit.takeUp({ ...visit.draft.value!, signed: { ...unsigned, ...visit.draft.value!.signed, photo: photo.sha256, at: stamps() } })
      await enqueue([commandFor(visit, photo.sha256)], () => saveDraft(visit.key, visit.draft.value))
    } catch (error) {
      console.error(error)
      await visit.change((now) => ({ ...now, signed: before }))
      toast(t('inspections.notSaved'), { tone: 'bad' })
    }
  }

  function warn(photo: ShrunkPhoto, place: Place): void {
    if (!photo.readable) toast(t('photos.unreadable'))
    const [warning] = photo.warnings
    if (!warning) return
    const retake = async (): Promise<void> => {
      await remove(place, photo.sha256)
      await begin(place)
    }
    toast(t(`photos.warn_${warning}`), { deed: { label: t('photos.retake'), run: () => void retake() } })
  }

  /** Out of the answer; the picture itself stays on the phone and the server until nobody names it. */
  async function remove(place: Place, sha256: string): Promise<void> {
    await visit.change((draft) => withAnswer(draft, place, { photos: without(draft, place, sha256) }, stamps().deviceAt))
  }

  async function end(): Promise<void> {
    open.value = false
    await visit.change((draft) => ({ ...draft, cameraFor: null }))
  }

  async function keepMarked(original: string, copy: Blob): Promise<void> {
    const draft = visit.draft.value
    if (!draft) return
    const sha256 = await sha256Hex(await copy.arrayBuffer())
    const of = draft.shots[original]
    const shot: Shot = { ...clockedStamps(), source: of?.source ?? 'camera', position: of?.position ?? null, warnings: [], marks: original }
    await putPhoto(sha256, copy, null)
    visit.takeUp({ ...visit.draft.value!, shots: { ...visit.draft.value!.shots, [sha256]: shot } })
    await enqueue([commandFor(visit, sha256)], () => saveDraft(visit.key, visit.draft.value))
    toast(t('photos.markSaved'))
  }

  const lines = (): string[] => (visit.draft.value ? linesFor(visit.draft.value, position.current()) : [])
  return { open, busy, at, lines, begin, take, draw, sign, end, remove, keepMarked }
}

function linesFor(draft: VisitDraft, now: Shot['position']): string[] {
  return stampLines({
    store: `${say(draft.store.name)} · ${draft.store.code}`,
    person: me.value?.name ?? '',
    at: serverNow(),
    timeZone: draft.store.timeZone,
    position: now ?? draft.checkIn?.position ?? null,
    noPosition: t('photos.noPosition'),
  })
}

/** The picture first; then the answer that names it and its place in the outbox, both or neither. */
async function keep(visit: Visit, place: Place, photo: ShrunkPhoto, shot: Shot): Promise<void> {
  await putPhoto(photo.sha256, photo.blob, photo.thumb)
  const draft = visit.draft.value!
  const photos = [...new Set([...photosAt(draft, place), photo.sha256])]
  const shots = { ...draft.shots, [photo.sha256]: shot }
  visit.takeUp({ ...withAnswer(draft, place, { photos }, shot.deviceAt), shots })
  try {
    await enqueue([commandFor(visit, photo.sha256)], () => saveDraft(visit.key, visit.draft.value))
  } catch (error) {
    await visit.change((now) => withAnswer(now, place, { photos: without(now, place, photo.sha256) }, shot.deviceAt))
    throw error
  }
}

function commandFor(visit: Visit, sha256: string): NewPhoto {
  const { zh, en } = visit.draft.value!.store.name
  return { lane: visit.key, sha256, opens: visit.opens, title: { zh: `巡店照片：${zh}`, en: `Visit photo: ${en}` } }
}

function without(draft: VisitDraft, place: Place, sha256: string): string[] {
  return photosAt(draft, place).filter((one) => one !== sha256)
}

function photosAt(draft: VisitDraft, place: Place): readonly string[] {
  return draft.answers.find((one) => isAt(one, place))?.photos ?? []
}
