/** Where a score trend is drawn; pure, so that what it shows can be tested. */
import type { Wire } from '@/wire'

export type Day = Wire<'DaySummary'>

export interface Mark {
  day: Day
  x: number
  /** Null on a day without a score: the line has a gap, it does not guess. */
  y: number | null
  bar: number
}

export interface Drawing {
  marks: Mark[]
  /** One path per unbroken run of days. */
  lines: string[]
  ticks: { score: number; y: number }[]
}

export interface Box {
  left: number
  right: number
  top: number
  bottom: number
  barTop: number
  barBottom: number
}

export function draw(days: Day[], box: Box): Drawing {
  const scores = days.flatMap(({ shown }) => (shown === null ? [] : [Number(shown)]))
  const floor = floorOf(scores)
  const most = Math.max(1, ...days.map(({ inspections }) => inspections))
  const step = (box.right - box.left) / Math.max(1, days.length)
  const toY = (score: number): number => box.bottom - ((score - floor) / (100 - floor)) * (box.bottom - box.top)
  const marks = days.map((day, index) => ({
    day,
    x: box.left + step * (index + 0.5),
    y: day.shown === null ? null : toY(Number(day.shown)),
    bar: (day.inspections / most) * (box.barBottom - box.barTop),
  }))
  const middle = floor + (100 - floor) / 2
  return { marks, lines: linesOf(marks), ticks: [floor, middle, 100].map((score) => ({ score, y: toY(score) })) }
}

/** The axis ends at a round number below every score, and never pretends that two points are a mountain. */
function floorOf(scores: number[]): number {
  const lowest = Math.min(100, ...scores)
  return Math.max(0, Math.min(60, Math.floor((lowest - 5) / 20) * 20))
}

function linesOf(marks: Mark[]): string[] {
  const runs: string[][] = [[]]
  for (const { x, y } of marks) {
    if (y === null) runs.push([])
    else runs.at(-1)!.push(`${x.toFixed(1)},${y.toFixed(1)}`)
  }
  return runs.filter((run) => run.length > 1).map((run) => `M${run.join('L')}`)
}
