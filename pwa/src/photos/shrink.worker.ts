/** Makes of what the camera saw the copy that is uploaded; alone in its thread, one photo at a time. */
import { sha256Hex } from '@/offline/canonical'
import { judgePicture } from '@/photos/sharpness'
import type { ShrinkAnswer, ShrinkOrder, ShrunkPhoto } from '@/photos/shrinking'
import { drawStamp } from '@/photos/watermark'

const LONGEST_SIDE = 1600
const THUMB = 320
const SCORED = 256

// The DOM's types know the window; here `self` is the worker's own.
const thread = self as unknown as Worker
let turn: Promise<void> = Promise.resolve()

thread.onmessage = ({ data }: MessageEvent<ShrinkOrder>) => {
  turn = turn.then(() => work(data))
}

async function work(order: ShrinkOrder): Promise<void> {
  let answer: ShrinkAnswer
  try {
    answer = { number: order.number, photo: await shrink(order) }
  } catch (error) {
    answer = { number: order.number, failure: String(error) }
  }
  thread.postMessage(answer)
}

async function shrink({ source, lines }: ShrinkOrder): Promise<ShrunkPhoto> {
  const picture = source instanceof Blob ? await decode(source) : source
  if (!picture) return untouched(source as Blob)
  const copy = draw(picture, LONGEST_SIDE)
  const warnings = judge(picture)
  drawStamp(copy.getContext('2d')!, lines)
  const thumb = draw(copy, THUMB)
  picture.close()
  const blob = await asJpeg(copy, 0.8)
  return { sha256: await nameOf(blob), blob, thumb: await asJpeg(thumb, 0.75), warnings, readable: true }
}

/** HEIC outside Safari cannot be decoded: the server gets the original and says what it thinks of it. */
async function decode(source: Blob): Promise<ImageBitmap | null> {
  try {
    return await createImageBitmap(source, { imageOrientation: 'from-image' })
  } catch {
    return null
  }
}

async function untouched(blob: Blob): Promise<ShrunkPhoto> {
  return { sha256: await nameOf(blob), blob, thumb: null, warnings: [], readable: false }
}

function draw(picture: ImageBitmap | OffscreenCanvas, longestSide: number): OffscreenCanvas {
  const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height))
  const canvas = new OffscreenCanvas(Math.round(picture.width * scale), Math.round(picture.height * scale))
  const context = canvas.getContext('2d')!
  context.imageSmoothingQuality = 'high'
  context.drawImage(picture, 0, 0, canvas.width, canvas.height)
  return canvas
}

function judge(picture: ImageBitmap): ShrunkPhoto['warnings'] {
  const small = draw(picture, SCORED)
  const { data } = small.getContext('2d')!.getImageData(0, 0, small.width, small.height)
  return judgePicture(data, small.width, small.height)
}

/** Some browsers answer a wish they do not know with a PNG; the server wants to know what it gets. */
async function asJpeg(canvas: OffscreenCanvas, quality: number): Promise<Blob> {
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality })
  if (blob.type !== 'image/jpeg') throw new Error(`The canvas made ${blob.type}`)
  return blob
}

async function nameOf(blob: Blob): Promise<string> {
  return sha256Hex(await blob.arrayBuffer())
}
