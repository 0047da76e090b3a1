/** From points to the share of an inspection, by each mode; backend/inspections/shares.py says the same. */
import type { ChecklistDocument } from './checklist'
import { fraction, plus, times, type Fraction } from './fraction'
import { sum, type Line, type Tally } from './tally'

/** Which points: before red lines, or after them. */
export type Points = 'earned' | 'adjusted'

/** What was earned, divided by what was possible; null where nothing was. */
export function shareOf(document: ChecklistDocument, tallies: readonly Tally[], points: Points): Fraction | null {
  if (document.mode === 'weighted_sections') return weightedShare(document, tallies, points)
  const possible = sum(tallies.map((one) => one.possible))
  if (possible <= 0) return null
  if (isPooled(document)) return fraction(sum(tallies.map((one) => one[points])), possible)
  const worth = perSection(document, tallies).map((repeats) => meanWorth(repeats, points)).reduce(plus, fraction(0))
  return times(worth, fraction(1, possible))
}

/** A section's points when every instance weighs the same; points lost where nothing was possible stay lost. */
function meanWorth(repeats: readonly Tally[], points: Points): Fraction {
  const shares = repeats.filter((one) => one.possible > 0).map((one) => fraction(one[points], one.possible))
  const lost = fraction(sum(repeats.filter((one) => one.possible <= 0).map((one) => one[points])))
  if (shares.length === 0) return lost
  const possible = sum(repeats.map((one) => one.possible))
  return plus(times(shares.reduce(plus), fraction(possible, shares.length)), lost)
}

/** The share of every section in which something was possible, by its weight. */
function weightedShare(document: ChecklistDocument, tallies: readonly Tally[], points: Points): Fraction | null {
  let [total, weights] = [fraction(0), 0]
  for (const repeats of perSection(document, tallies)) {
    const share = sectionShare(document, repeats, points)
    if (!share) continue
    const weight = repeats[0]!.section.weight ?? 1
    total = plus(total, times(share, fraction(weight)))
    weights += weight
  }
  return weights > 0 ? times(total, fraction(1, weights)) : null
}

function sectionShare(document: ChecklistDocument, repeats: readonly Tally[], points: Points): Fraction | null {
  const possible = sum(repeats.map((one) => one.possible))
  if (possible <= 0) return null
  if (isPooled(document)) return fraction(sum(repeats.map((one) => one[points])), possible)
  return times(meanWorth(repeats, points), fraction(1, possible))
}

function isPooled(document: ChecklistDocument): boolean {
  return (document.repeats ?? 'pooled') === 'pooled'
}

function perSection(document: ChecklistDocument, tallies: readonly Tally[]): Tally[][] {
  const groups = new Map<string, Tally[]>(document.sections.map(({ id }) => [id, []]))
  for (const one of tallies) groups.get(one.section.id)!.push(one)
  return [...groups.values()]
}

/**
 * What every line of every tally takes after the caps of its question and its section, used up in the order of
 * the checklist. With `zeroed`, a section that a red line zeroed takes of each question that counts at least one.
 */
export function deductions(tallies: readonly Tally[], zeroed: boolean): number[][] {
  const left = new Map<string, number>()
  return tallies.map((one) => {
    const ofSection = `section ${one.section.id}`
    if (!left.has(ofSection)) left.set(ofSection, one.section.deductionCap ?? Infinity)
    return one.lines.map((line) => {
      const ofQuestion = `question ${line.question.id}`
      if (!left.has(ofQuestion)) left.set(ofQuestion, line.question.deductionCap ?? Infinity)
      const amount = Math.min(wanted(line, zeroed && one.zeroed), left.get(ofQuestion)!, left.get(ofSection)!)
      left.set(ofQuestion, left.get(ofQuestion)! - amount)
      left.set(ofSection, left.get(ofSection)! - amount)
      return amount
    })
  })
}

function wanted(line: Line, zeroed: boolean): number {
  return zeroed && line.counts ? Math.max(line.takes, line.mayTake) : line.takes
}

/** What deductions leave of the base, never below 0; null where no question counted. */
export function leftOfBase(document: ChecklistDocument, tallies: readonly Tally[], taken: readonly number[][]): number | null {
  if (!tallies.some((one) => one.lines.some((line) => line.counts))) return null
  return Math.max(0, baseOf(document) - sum(taken.map(sum)))
}

export function baseOf(document: ChecklistDocument): number {
  return document.base ?? 100
}
