/** Whether this phone reads codes itself: its browser has a detector and there is a camera to ask for. */
interface Detector {
  detect: (source: CanvasImageSource) => Promise<{ rawValue: string }[]>
}

type DetectorClass = new () => Detector

function detectorClass(): DetectorClass | null {
  return (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector ?? null
}

export const canScan = detectorClass() !== null && Boolean(globalThis.navigator?.mediaDevices)

export function makeDetector(): Detector | null {
  const Made = detectorClass()
  return Made && new Made()
}
