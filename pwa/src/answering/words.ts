/** Limits, options and readings put into words. */
import type { SegmentOption } from '@/ui/SegmentControl.vue'
import type { Limits, Option } from './checklist'

/** "0 – 5 ℃", "≤ -18 ℃", "≥ 60 ℃"; nothing where there is no limit. */
export function limitsInWords(limits: Limits | undefined, unit = ''): string {
  const [min, max] = [limits?.min, limits?.max]
  const tail = unit ? ` ${unit}` : ''
  if (min != null && max != null) return min === max ? `= ${min}${tail}` : `${min} – ${max}${tail}`
  if (max != null) return `≤ ${max}${tail}`
  return min == null ? '' : `≥ ${min}${tail}`
}

const TONES = { green: 'good', amber: 'warn', red: 'bad', grey: 'calm', blue: 'brand' } as const
const ICONS = { green: 'check', amber: 'half', red: 'cross', grey: 'skip', blue: 'check' } as const

/** Colour, icon and word of an option; one that fails looks like it whatever its colour. */
export function looksOf(option: Option): Pick<SegmentOption, 'tone' | 'icon'> {
  const colour = option.failed && option.colour !== 'amber' ? 'red' : (option.colour ?? 'grey')
  return { tone: TONES[colour], icon: ICONS[colour] }
}

/** What was typed, without what a Chinese keyboard makes of digits and points. */
export function asDecimal(typed: string): string {
  const plain = typed.normalize('NFKC').replaceAll('。', '.').replaceAll('−', '-').replaceAll(',', '.')
  return plain.replace(/[^\d.-]/g, '').replace(/(?!^)-/g, '')
}
