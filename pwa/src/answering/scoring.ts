/** The score of an inspection, in exact fractions; backend/inspections/scoring.py says the same and is what counts. */
import type { Answer, ChecklistDocument, Fired, Score, SectionScore, Share, Verdict } from './checklist'
import type { Circumstances } from './conditions'
import { fraction, isAtLeast, percent, type Fraction } from './fraction'
import { baseOf, deductions, leftOfBase, shareOf } from './shares'
import { questionScore, rulesOf, sum, tally, type Tally } from './tally'
import { answersByPlace, layOut } from './visibility'

export { answersByPlace, instancesOf, place } from './visibility'

export const ENGINE_VERSION = 2

/** Both shares of an inspection, and what every line of every tally took. */
interface Reckoning {
  earned: number
  possible: number
  raw: Fraction | null
  adjusted: Fraction | null
  taken: number[][]
}

/** Score the answers to a checklist; before it is submitted, what is unanswered does not count. */
export function scoreAnswers(document: ChecklistDocument, answers: readonly Answer[], submitted: boolean, circumstances: Circumstances = {}): Score {
  const given = answersByPlace(answers)
  const rules = rulesOf(document, submitted)
  const tallies = layOut(document, given, circumstances).map((part) => tally(part, given, rules))
  const fired = tallies.flatMap((one) => one.fired)
  const { earned, possible, raw, adjusted: before, taken } = rules.deducts ? deduct(document, tallies) : addUp(document, tallies)
  const adjusted = heldDown(before, fired)
  const sections = tallies.map((one, index) => sectionScore(one, taken[index]!))
  return {
    earned,
    possible,
    raw: asShare(raw),
    adjusted: asShare(adjusted),
    shown: adjusted && percent(adjusted),
    rawShown: raw && percent(raw),
    verdict: verdictOf(document, adjusted, fired, sections),
    band: bandOf(document, adjusted),
    fired,
    failed: tallies.flatMap((one) => one.failed),
    sections,
    questions: tallies.flatMap((one, index) => one.lines.map((line, row) => questionScore(line, one.instance, taken[index]![row]!))),
    engineVersion: ENGINE_VERSION,
  }
}

/** By points earned, over the whole checklist or section by section. */
function addUp(document: ChecklistDocument, tallies: readonly Tally[]): Reckoning {
  return {
    earned: sum(tallies.map((one) => one.earned)),
    possible: sum(tallies.map((one) => one.possible)),
    raw: shareOf(document, tallies, 'earned'),
    adjusted: shareOf(document, tallies, 'adjusted'),
    taken: tallies.map((one) => one.lines.map(() => 0)),
  }
}

/** By what failures take from the base. */
function deduct(document: ChecklistDocument, tallies: readonly Tally[]): Reckoning {
  const taken = deductions(tallies, false)
  const left = leftOfBase(document, tallies, taken)
  const after = leftOfBase(document, tallies, deductions(tallies, true))
  const base = baseOf(document)
  return {
    earned: left ?? 0,
    possible: left === null ? 0 : base,
    raw: left === null ? null : fraction(left, base),
    adjusted: after === null ? null : fraction(after, base),
    taken,
  }
}

/** Red lines that hold the whole score down: the lowest counts, and none lifts a score. */
function heldDown(share: Fraction | null, fired: readonly Fired[]): Fraction | null {
  if (share === null) return null
  const caps = fired.flatMap((hit) => (hit.capHundredths === null ? [] : [fraction(hit.capHundredths, 10_000)]))
  if (fired.some((hit) => hit.policy === 'zero_inspection')) caps.push(fraction(0))
  return caps.reduce((lowest, cap) => (isAtLeast(cap, lowest) ? lowest : cap), share)
}

/** The strictest result: red lines, sections that must pass, then the exact pass mark. */
function verdictOf(document: ChecklistDocument, share: Fraction | null, fired: readonly Fired[], sections: readonly SectionScore[]): Verdict | null {
  if (fired.some((hit) => hit.policy === 'fail_inspection' || hit.policy === 'zero_inspection')) return 'fail'
  const mustPass = new Set(document.sections.filter((section) => section.mustPass).map(({ id }) => id))
  if (sections.some((one) => one.verdict === 'fail' && mustPass.has(one.section))) return 'fail'
  return against(share, document.passMarkHundredths)
}

function against(share: Fraction | null, passMark: number | null | undefined): Verdict | null {
  if (share === null || passMark == null) return null
  return isAtLeast(share, fraction(passMark, 10_000)) ? 'pass' : 'fail'
}

/** The highest band whose lower bound the score reaches; below 0 counts as 0. */
function bandOf(document: ChecklistDocument, share: Fraction | null): string | null {
  if (share === null) return null
  const score = share.numerator < 0n ? fraction(0) : share
  const reached = (document.bands ?? []).filter((band) => isAtLeast(score, fraction(band.fromHundredths, 10_000)))
  const [first, ...others] = reached
  return first ? others.reduce((best, band) => (band.fromHundredths > best.fromHundredths ? band : best), first).id : null
}

function sectionScore(one: Tally, taken: readonly number[]): SectionScore {
  const share = one.possible > 0 ? fraction(one.adjusted, one.possible) : null
  const failed = one.fired.some((hit) => hit.policy === 'fail_section')
  return {
    section: one.section.id,
    instance: one.instance,
    earned: one.earned,
    possible: one.possible,
    shown: share && percent(share),
    deducted: sum(taken),
    zeroed: one.zeroed,
    hidden: one.hidden,
    verdict: failed ? 'fail' : against(share, one.section.passMarkHundredths),
  }
}

function asShare(share: Fraction | null): Share | null {
  return share && { numerator: String(share.numerator), denominator: String(share.denominator) }
}
