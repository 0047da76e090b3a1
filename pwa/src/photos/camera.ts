/** One camera stream for as long as a page needs photos: iOS asks for permission anew at every stream. */
import { ref, shallowRef } from 'vue'

export type CameraState = 'closed' | 'opening' | 'live' | 'denied' | 'missing'

export const cameraState = ref<CameraState>('closed')
export const cameraStream = shallowRef<MediaStream | null>(null)

const LONGEST_WAIT = 20_000
const IDLE = 30_000
let opening: Promise<void> | null = null
let idle: ReturnType<typeof setTimeout> | undefined

/** Makes the stream live, or says in `cameraState` why there is none. */
export function openCamera(): Promise<void> {
  clearTimeout(idle)
  const track = cameraStream.value?.getVideoTracks()[0]
  if (track?.readyState === 'live') {
    cameraState.value = 'live'
    return Promise.resolve()
  }
  opening ??= start().finally(() => (opening = null))
  return opening
}

async function start(): Promise<void> {
  cameraState.value = 'opening'
  if (!navigator.mediaDevices?.getUserMedia) return void (cameraState.value = 'missing')
  try {
    const wanted = { facingMode: { ideal: 'environment' }, width: { ideal: 1920 }, height: { ideal: 1440 } }
    const asked = navigator.mediaDevices.getUserMedia({ video: wanted, audio: false })
    cameraStream.value = await inTime(asked)
    cameraState.value = 'live'
  } catch (error) {
    cameraState.value = error instanceof DOMException && error.name === 'NotAllowedError' ? 'denied' : 'missing'
  }
}

/** Some phones never answer when another app holds the camera; a stream that comes too late is let go. */
async function inTime(asked: Promise<MediaStream>): Promise<MediaStream> {
  let late = false
  const clock = new Promise<never>((_, reject) => {
    setTimeout(() => {
      late = true
      reject(new Error('The camera did not answer'))
    }, LONGEST_WAIT)
  })
  void asked.then((stream) => late && stop(stream), () => {})
  return Promise.race([asked, clock])
}

/** Nobody looks through the camera now: it rests soon, where opening it again asks nothing. */
export async function restCamera(): Promise<void> {
  const permission = await navigator.permissions?.query({ name: 'camera' as PermissionName }).catch(() => null)
  clearTimeout(idle)
  if (permission?.state === 'granted') idle = setTimeout(closeCamera, IDLE)
}

export function closeCamera(): void {
  clearTimeout(idle)
  if (cameraStream.value) stop(cameraStream.value)
  cameraStream.value = null
  cameraState.value = 'closed'
}

function stop(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop()
}

/** What the viewfinder shows at this moment, at the full size of the stream. */
export function grabFrame(video: HTMLVideoElement): Promise<ImageBitmap> {
  return createImageBitmap(video)
}

/** Light for a basement, where the phone has one; false when it has not. */
export async function setTorch(on: boolean): Promise<boolean> {
  const track = cameraStream.value?.getVideoTracks()[0]
  try {
    await track?.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] })
    return on
  } catch {
    return false
  }
}

export function hasTorch(): boolean {
  const track = cameraStream.value?.getVideoTracks()[0]
  return track !== undefined && 'torch' in (track.getCapabilities?.() ?? {})
}
