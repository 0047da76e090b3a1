/** Degrees as people type them, and whole 1e-7 degrees as everything else counts them; pure. */

const PLACES = 7
export const LATITUDE = 90
export const LONGITUDE = 180

/** Null for what is no number of degrees within the limit; more than seven places say nothing and are cut off. */
export function readDegrees(text: string, limit: number): number | null {
  const [, sign, whole, rest = ''] = /^([-+]?)(\d{1,3})(?:[.．](\d*))?°?$/.exec(text.trim()) ?? []
  if (whole === undefined) return null
  const size = Number(whole) * 10 ** PLACES + Number(rest.slice(0, PLACES).padEnd(PLACES, '0'))
  if (size > limit * 10 ** PLACES) return null
  return sign === '-' && size > 0 ? -size : size
}

export function sayDegrees(e7: number | null): string {
  if (e7 === null) return ''
  const digits = String(Math.abs(e7)).padStart(PLACES + 1, '0')
  const rest = digits.slice(-PLACES).replace(/0+$/, '')
  return `${e7 < 0 ? '-' : ''}${digits.slice(0, -PLACES)}${rest && '.'}${rest}`
}

/** Both numbers when somebody pastes a whole position, latitude first, as maps write it. */
export function readPosition(text: string): { latitudeE7: number; longitudeE7: number } | null {
  const parts = text.trim().split(/\s*[,，;；]\s*|\s+/)
  if (parts.length !== 2) return null
  const [latitudeE7, longitudeE7] = [readDegrees(parts[0]!, LATITUDE), readDegrees(parts[1]!, LONGITUDE)]
  return latitudeE7 === null || longitudeE7 === null ? null : { latitudeE7, longitudeE7 }
}
