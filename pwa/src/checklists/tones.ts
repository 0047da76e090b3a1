/** The colours of options and grades, as the rest of the product shows them. */
import type { Colour } from '@/answering/checklist'

const TONES = { green: 'good', amber: 'warn', red: 'bad', grey: 'calm', blue: 'brand' } as const
const ICONS = { green: 'check', amber: 'warning', red: 'cross', grey: 'skip', blue: 'check' } as const

export function toneOf(colour: Colour = 'grey'): (typeof TONES)[Colour] {
  return TONES[colour]
}

export function iconOf(colour: Colour = 'grey'): (typeof ICONS)[Colour] {
  return ICONS[colour]
}
