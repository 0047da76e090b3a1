/** Photos on this phone, named by their content. */
import { onScopeDispose, ref, toValue, watch, type MaybeRefOrGetter, type Ref } from 'vue'
import { db, readSetting, type HeldPhoto } from './db'
import { useLiveQuery } from './live-query'
import { me, type Me } from './session'
import { FOR_ANSWERS, hasRoomFor, reserve } from './space'

/** The phone has no room for another photo; what was answered still has. */
export class NoRoom extends Error {}

export type PhotoPlace = 'phone' | 'sending' | 'server'

/** Keeps a photo; the same content twice is one photo. Call it inside `enqueue` or on its own. */
export async function putPhoto(sha256: string, blob: Blob, thumb: Blob | null): Promise<void> {
  const person = await readSetting<Me>('me')
  if (!person) throw new Error('Nobody is signed in on this phone')
  if (await db.photos.get([person.id, sha256])) return
  // Photos stop while answers still find room.
  if (!(await hasRoomFor(FOR_ANSWERS + blob.size)) || !(await reserve())) throw new NoRoom()
  const row = { sha256, blob, thumb, person: person.id, createdAt: Date.now(), deliveredAt: null, coveredBy: null }
  await db.photos.put(row)
}

/** One's own photo; what another person took with this phone is not found. */
export async function getPhoto(sha256: string): Promise<HeldPhoto | undefined> {
  const person = await readSetting<Me>('me')
  return person ? db.photos.get([person.id, sha256]) : undefined
}

/** Notes that a signed receipt answers for these photos; only then may their blobs leave the phone. */
export async function coverPhotos(hashes: string[], receipt: string): Promise<void> {
  const person = (await readSetting<Me>('me'))?.id ?? ''
  const keys = hashes.map((sha256): [string, string] => [person, sha256])
  await db.photos.where('[person+sha256]').anyOf(keys).modify({ coveredBy: receipt, deliveredAt: Date.now() })
}

/** Drops covered photos older than a week; the server has them and serves smaller copies. */
export async function dropCoveredPhotos(now: number = Date.now()): Promise<number> {
  const oldEnough = (photo: HeldPhoto): boolean => photo.coveredBy !== null && now - photo.createdAt > 7 * 86_400_000
  return db.photos.filter(oldEnough).delete()
}

/** Where a photo can be shown from: the phone's blob, else the server's copy. */
export function usePhotoUrl(sha256: MaybeRefOrGetter<string>, size: 320 | 1600 = 320): Ref<string> {
  const url = ref('')
  let made = ''
  const release = (): void => URL.revokeObjectURL(made)
  watch(() => toValue(sha256), async (hash) => {
    const photo = await getPhoto(hash)
    if (hash !== toValue(sha256)) return
    release()
    const blob = size === 320 ? (photo?.thumb ?? photo?.blob) : photo?.blob
    made = blob ? URL.createObjectURL(blob) : ''
    url.value = made || `/api/photos/${hash}?size=${size}`
  }, { immediate: true })
  onScopeDispose(release)
  return url
}

/** For each photo whether it is still only here; one not held here at all is on the server. */
export function usePhotoPlaces(hashes: MaybeRefOrGetter<string[]>): Ref<Record<string, PhotoPlace>> {
  return useLiveQuery(() => places(me.value?.id ?? '', toValue(hashes)), {}, [() => toValue(hashes).join(), () => me.value?.id])
}

async function places(person: string, hashes: string[]): Promise<Record<string, PhotoPlace>> {
  // A page has forty strips, most of them empty: those need no query.
  if (hashes.length === 0) return {}
  const held = await db.photos.bulkGet(hashes.map((sha256): [string, string] => [person, sha256]))
  const sending = await db.outbox.where('photo').anyOf(hashes).toArray()
  const busy = new Set(sending.filter((row) => row.person === person && row.state === 'sending').map((row) => row.photo))
  const placeOf = (photo: HeldPhoto | undefined): PhotoPlace => {
    if (!photo || photo.deliveredAt !== null) return 'server'
    return busy.has(photo.sha256) ? 'sending' : 'phone'
  }
  return Object.fromEntries(hashes.map((hash, index) => [hash, placeOf(held[index])]))
}
