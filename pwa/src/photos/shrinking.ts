/** The door to the worker that shrinks, judges, stamps and names photos. */
import type { PhotoWarning } from '@/photos/sharpness'

export interface ShrunkPhoto {
  /** The name of the photo: SHA-256 of the bytes that are uploaded. */
  sha256: string
  blob: Blob
  thumb: Blob | null
  warnings: PhotoWarning[]
  /** False when this browser could not decode it: `blob` is the original then. */
  readable: boolean
}

export interface ShrinkOrder {
  number: number
  source: Blob | ImageBitmap
  lines: readonly string[]
}

export type ShrinkAnswer = { number: number; photo: ShrunkPhoto } | { number: number; failure: string }

interface Waiting {
  resolve: (photo: ShrunkPhoto) => void
  reject: (error: Error) => void
}

const waiting = new Map<number, Waiting>()
let worker: Worker | null = null
let counted = 0

/** Makes the copy that is uploaded; rejects when the phone had no memory left for it. */
export function shrinkPhoto(source: Blob | ImageBitmap, lines: readonly string[]): Promise<ShrunkPhoto> {
  return new Promise((resolve, reject) => {
    counted += 1
    waiting.set(counted, { resolve, reject })
    const order: ShrinkOrder = { number: counted, source, lines }
    theWorker().postMessage(order, source instanceof Blob ? [] : [source])
  })
}

function theWorker(): Worker {
  if (worker) return worker
  worker = new Worker(new URL('./shrink.worker.ts', import.meta.url), { type: 'module', name: 'shrink' })
  worker.onmessage = ({ data }: MessageEvent<ShrinkAnswer>) => {
    const asked = waiting.get(data.number)
    waiting.delete(data.number)
    if ('photo' in data) asked?.resolve(data.photo)
    else asked?.reject(new Error(data.failure))
  }
  worker.onerror = giveUp
  return worker
}

/** A worker that broke is replaced at the next photo; whoever waits for this one hears of it. */
function giveUp(event: ErrorEvent): void {
  worker?.terminate()
  worker = null
  for (const asked of waiting.values()) asked.reject(new Error(event.message || 'The photo worker ended'))
  waiting.clear()
}
