/** Reads codes from pictures: by the phone itself where it can, else by a library that is fetched once and kept. */
import type { BarcodeFormat } from 'barcode-detector/ponyfill'
import { readPart } from '@/offline'

export interface Detector {
  detect: (source: ImageBitmapSource) => Promise<{ rawValue: string }[]>
}
interface NativeDetector {
  new (options: { formats: string[] }): Detector
  getSupportedFormats: () => Promise<string[]>
}

const made = new Map<string, Promise<Detector>>()

/** One detector for these formats; asked for in advance it is there without a network later. */
export function detectorFor(formats: readonly BarcodeFormat[]): Promise<Detector> {
  const key = formats.join()
  const known = made.get(key)
  if (known) return known
  const fresh = make([...formats]).catch((error: unknown) => {
    made.delete(key)
    throw error
  })
  made.set(key, fresh)
  return fresh
}

async function make(formats: BarcodeFormat[]): Promise<Detector> {
  const native = (globalThis as { BarcodeDetector?: NativeDetector }).BarcodeDetector
  const known = (await native?.getSupportedFormats().catch(() => [])) ?? []
  if (native && formats.every((format) => known.includes(format))) return new native({ formats })
  const [library, wasm] = await Promise.all([import('barcode-detector/ponyfill'), import('zxing-wasm/reader/zxing_reader.wasm?url')])
  // Served by us: the library would fetch it from a public network, which neither the CSP nor a basement allows.
  const wasmBinary = await readPart(wasm.default)
  await library.prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true })
  return new library.BarcodeDetector({ formats })
}
