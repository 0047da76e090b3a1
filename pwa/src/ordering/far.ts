/** Whether a line is far from its suggestion; the server's rule, over the same cases; pure. */
import type { Chosen } from '@/ordering/sheet'

export function isFar(packs: number, suggested: number, percent: number): boolean {
  const off = Math.abs(packs - suggested)
  return off > 2 && off * 100 > Math.max(suggested, 1) * percent
}

/** The lines to ask about before placing; an extra order has no suggestion to be far from. */
export function farLines(chosen: Chosen[], percent: number | null, extra = false): Chosen[] {
  if (percent === null || extra) return []
  return chosen.filter(({ line, packs }) => isFar(packs, line.suggestion.packs, percent))
}
