/** What is drawn on a copy of a photo: places in thousandths of its sides, so that they fit any size of it. */
export type MarkKind = 'circle' | 'arrow' | 'text'

export interface Mark {
  kind: MarkKind
  /** Where it begins: a corner of the circle's frame, the tail of the arrow, where the words start. */
  x: number
  y: number
  /** Where it ends; words end where they end. */
  toX: number
  toY: number
  words: string
}

const WHOLE = 1000
const SMALLEST = 40

/** A mark in the middle, for whoever has no pointer. */
export function markInTheMiddle(kind: MarkKind, words = ''): Mark {
  if (kind === 'arrow') return { kind, x: 300, y: 700, toX: 500, toY: 500, words }
  return kind === 'text' ? { kind, x: 400, y: 500, toX: 400, toY: 500, words } : { kind, x: 380, y: 380, toX: 620, toY: 620, words }
}

/** Moves a mark, but never off the photo. */
export function moved(mark: Mark, byX: number, byY: number): Mark {
  const dx = clamp(byX, -Math.min(mark.x, mark.toX), WHOLE - Math.max(mark.x, mark.toX))
  const dy = clamp(byY, -Math.min(mark.y, mark.toY), WHOLE - Math.max(mark.y, mark.toY))
  return { ...mark, x: mark.x + dx, y: mark.y + dy, toX: mark.toX + dx, toY: mark.toY + dy }
}

/** Moves only its end: a circle grows, an arrow points elsewhere. */
export function stretched(mark: Mark, byX: number, byY: number): Mark {
  return { ...mark, toX: clamp(mark.toX + byX, 0, WHOLE), toY: clamp(mark.toY + byY, 0, WHOLE) }
}

/** A tap without a stroke draws nothing worth keeping, but for words. */
export function isDrawn(mark: Mark): boolean {
  if (mark.kind === 'text') return mark.words.trim() !== ''
  return Math.hypot(mark.toX - mark.x, mark.toY - mark.y) >= SMALLEST
}

type Pen = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D

/** Draws marks over a picture, light underneath so that they are seen on any ground. */
export function drawMarks(pen: Pen, marks: readonly Mark[], width: number, height: number): void {
  const line = Math.max(3, Math.max(width, height) / 170)
  pen.lineCap = 'round'
  pen.lineJoin = 'round'
  for (const mark of marks) {
    const [x, y] = [(mark.x / WHOLE) * width, (mark.y / WHOLE) * height]
    const [toX, toY] = [(mark.toX / WHOLE) * width, (mark.toY / WHOLE) * height]
    if (mark.kind === 'text') drawWords(pen, mark.words, x, y, Math.max(width, height) / 26)
    else for (const [colour, wide] of [['rgb(255 255 255 / 85%)', line * 2], ['#dc2626', line]] as const) {
      pen.strokeStyle = colour
      pen.lineWidth = wide
      pen.stroke(mark.kind === 'circle' ? ring(x, y, toX, toY) : arrow(x, y, toX, toY, line * 5))
    }
  }
}

function ring(x: number, y: number, toX: number, toY: number): Path2D {
  const path = new Path2D()
  path.ellipse((x + toX) / 2, (y + toY) / 2, Math.abs(toX - x) / 2, Math.abs(toY - y) / 2, 0, 0, 2 * Math.PI)
  return path
}

function arrow(x: number, y: number, toX: number, toY: number, head: number): Path2D {
  const angle = Math.atan2(toY - y, toX - x)
  const path = new Path2D()
  path.moveTo(x, y)
  path.lineTo(toX, toY)
  for (const side of [-0.5, 0.5]) {
    path.moveTo(toX, toY)
    path.lineTo(toX - head * Math.cos(angle + side), toY - head * Math.sin(angle + side))
  }
  return path
}

function drawWords(pen: Pen, words: string, x: number, y: number, size: number): void {
  pen.font = `700 ${size}px system-ui, "PingFang SC", "Noto Sans CJK SC", sans-serif`
  pen.textBaseline = 'middle'
  pen.lineWidth = size / 4
  pen.strokeStyle = 'rgb(255 255 255 / 92%)'
  pen.strokeText(words, x, y)
  pen.fillStyle = '#dc2626'
  pen.fillText(words, x, y)
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most)
}
