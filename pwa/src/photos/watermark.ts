/** What is written on the copy of a photo that goes to the server, and how. */
import type { Position } from './position'

export interface Stamp {
  store: string
  person: string
  /** Estimated server time of the shutter, in milliseconds. */
  at: number
  timeZone: string
  /** At the shutter, else at the check-in. */
  position: Position | null
  /** Said in place of a position. */
  noPosition: string
}

/** Store, then time and person, then place: what a reader of the photo asks, in that order. */
export function stampLines({ store, person, at, timeZone, position, noPosition }: Stamp): string[] {
  return [store, `${timeThere(at, timeZone)}  ${person}`, position ? coordinates(position) : noPosition]
}

/** 2026-11-22 15:04:05 +08:00: the time of the store, the same in every language. */
function timeThere(at: number, timeZone: string): string {
  const style = { dateStyle: 'short', timeStyle: 'medium', timeZone } as const
  const clock = new Intl.DateTimeFormat('sv-SE', style).format(at)
  const zone = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(at)
  const offset = zone.find(({ type }) => type === 'timeZoneName')?.value.replace('GMT', '') ?? ''
  return `${clock} ${offset || '+00:00'}`
}

function coordinates({ latitudeE7, longitudeE7, accuracyMetres }: Position): string {
  return `${(latitudeE7 / 1e7).toFixed(5)}, ${(longitudeE7 / 1e7).toFixed(5)}  ±${accuracyMetres} m`
}

/** Draws the strip along the lower edge, light on dark, legible on any picture. */
export function drawStamp(context: OffscreenCanvasRenderingContext2D, lines: readonly string[]): void {
  if (lines.length === 0) return
  const { width, height } = context.canvas
  const size = Math.max(14, Math.round(Math.max(width, height) * 0.019))
  const pad = Math.round(size * 0.9)
  const tall = Math.round(lines.length * size * 1.4 + pad * 1.4)
  const shade = context.createLinearGradient(0, height - tall * 1.35, 0, height)
  shade.addColorStop(0, 'rgb(0 0 0 / 0)')
  shade.addColorStop(0.35, 'rgb(0 0 0 / 0.5)')
  shade.addColorStop(1, 'rgb(0 0 0 / 0.72)')
  context.fillStyle = shade
  context.fillRect(0, height - tall * 1.35, width, tall * 1.35)
  context.fillStyle = '#fff'
  context.textBaseline = 'alphabetic'
  lines.forEach((line, index) => {
    context.font = `${index === 0 ? 700 : 500} ${size}px system-ui, "PingFang SC", "Noto Sans CJK SC", sans-serif`
    const fromBottom = (lines.length - 1 - index) * size * 1.4
    context.fillText(line, pad, height - pad - fromBottom, width - 2 * pad)
  })
}
