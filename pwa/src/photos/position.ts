/** Where the phone is, as exactly as it knows; whole numbers only, so that both languages agree. */
import { onScopeDispose, shallowRef, type ShallowRef } from 'vue'

export interface Position {
  latitudeE7: number
  longitudeE7: number
  accuracyMetres: number
}

export type NoPosition = 'denied' | 'unavailable' | 'timeout' | 'not_asked'

const LONGEST_WAIT = 15_000
// A position of half a minute ago still says where a walking person stands.
const FRESH = 30_000

/** Asks once; a refusal or a basement is an answer too. */
export function locate(): Promise<Position | NoPosition> {
  if (!navigator.geolocation) return Promise.resolve('unavailable')
  return new Promise((resolve) => {
    // Firefox calls neither back when the question is brushed aside.
    setTimeout(() => resolve('timeout'), LONGEST_WAIT + 1000)
    navigator.geolocation.getCurrentPosition(
      (found) => resolve(asPosition(found)),
      (error) => resolve(reasonOf(error)),
      { enableHighAccuracy: true, timeout: LONGEST_WAIT, maximumAge: FRESH },
    )
  })
}

/** The position if the person has allowed it before; nobody is asked for it. */
export async function locateIfAllowed(): Promise<Position | null> {
  const permission = await navigator.permissions?.query({ name: 'geolocation' }).catch(() => null)
  if (permission?.state !== 'granted') return null
  const found = await locate()
  return typeof found === 'string' ? null : found
}

/** The newest position while a component lives; null again once it is too old to bind to a photo. */
export function usePosition(): { current: () => Position | null; follow: () => void } {
  const newest: ShallowRef<{ position: Position; at: number } | null> = shallowRef(null)
  let watching: number | null = null
  function follow(): void {
    if (watching !== null || !navigator.geolocation) return
    watching = navigator.geolocation.watchPosition(
      (found) => (newest.value = { position: asPosition(found), at: Date.now() }),
      () => {},
      { enableHighAccuracy: true, maximumAge: FRESH },
    )
  }
  onScopeDispose(() => {
    if (watching !== null) navigator.geolocation.clearWatch(watching)
  })
  const current = (): Position | null =>
    newest.value && Date.now() - newest.value.at < 4 * FRESH ? newest.value.position : null
  return { current, follow }
}

/** Metres along the surface between two places. */
export function distanceMetres(
  from: { latitudeE7: number; longitudeE7: number },
  to: { latitudeE7: number; longitudeE7: number },
): number {
  const radians = (e7: number): number => (e7 / 1e7) * (Math.PI / 180)
  const [latitude, other] = [radians(from.latitudeE7), radians(to.latitudeE7)]
  const across = Math.sin((other - latitude) / 2) ** 2
  const along = Math.sin((radians(to.longitudeE7) - radians(from.longitudeE7)) / 2) ** 2
  const half = across + Math.cos(latitude) * Math.cos(other) * along
  return Math.round(2 * 6_371_000 * Math.asin(Math.min(1, Math.sqrt(half))))
}

function asPosition({ coords }: GeolocationPosition): Position {
  return {
    latitudeE7: Math.round(coords.latitude * 1e7),
    longitudeE7: Math.round(coords.longitude * 1e7),
    accuracyMetres: Math.min(100_000_000, Math.round(coords.accuracy)),
  }
}

function reasonOf(error: GeolocationPositionError): NoPosition {
  if (error.code === error.PERMISSION_DENIED) return 'denied'
  return error.code === error.TIMEOUT ? 'timeout' : 'unavailable'
}
