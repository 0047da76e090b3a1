/** One viewer for the whole app: any page opens photos in it. */
import { shallowRef } from 'vue'

export interface OpenPhotos {
  photos: string[]
  index: number
  caption: string
}

export const openedPhotos = shallowRef<OpenPhotos | null>(null)

export function openPhotos(photos: string[], index = 0, caption = ''): void {
  openedPhotos.value = { photos, index, caption }
}
