/** From the shutter to a photo on this phone, stamped with the store, the time and the person. */
import { ref, type Ref } from 'vue'
import { say, t } from '@/i18n'
import { isFull, me, NoRoom, putPhoto, serverNow, sha256Hex } from '@/offline'
import { shrinkPhoto } from '@/photos/shrinking'
import { stampLines } from '@/photos/watermark'
import { toast } from '@/ui/toast'

export interface Evidence {
  busy: Ref<boolean>
  stamp: () => string[]
  /** The name of the photo, once it is safe on this phone; null when it came to nothing. */
  take: (source: Blob | ImageBitmap) => Promise<string | null>
  /** Keeps a copy with marks as it is: what it is a copy of has its stamp already. */
  keep: (copy: Blob) => Promise<string | null>
}

export function useEvidence(store: () => string): Evidence {
  const busy = ref(false)

  function stamp(): string[] {
    const place = me.value?.stores.find((one) => one.id === store())
    const timeZone = place?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone
    return stampLines({
      store: say(place?.name), person: me.value?.name ?? '', at: serverNow(), timeZone, position: null, noPosition: '',
    }).filter(Boolean)
  }

  async function take(source: Blob | ImageBitmap): Promise<string | null> {
    busy.value = true
    try {
      const photo = await shrinkPhoto(source, stamp())
      await putPhoto(photo.sha256, photo.blob, photo.thumb)
      warn(photo)
      return photo.sha256
    } catch (error) {
      toast(t(error instanceof NoRoom || isFull(error) ? 'photos.noRoom' : 'photos.failed'), { tone: 'bad' })
      return null
    } finally {
      busy.value = false
    }
  }
  async function keep(copy: Blob): Promise<string | null> {
    try {
      const sha256 = await sha256Hex(await copy.arrayBuffer())
      await putPhoto(sha256, copy, null)
      return sha256
    } catch (error) {
      toast(t(error instanceof NoRoom || isFull(error) ? 'photos.noRoom' : 'photos.failed'), { tone: 'bad' })
      return null
    }
  }
  return { busy, stamp, take, keep }
}

function warn({ warnings, readable }: { warnings: ('blurred' | 'dark')[]; readable: boolean }): void {
  if (!readable) toast(t('photos.unreadable'))
  else if (warnings[0]) toast(t(`photos.warn_${warnings[0]}`))
}
