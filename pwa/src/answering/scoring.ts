/** The score of an inspection, in exact fractions; backend/inspections/scoring.py says the same and is what counts. */
import type { Answer, ChecklistDocument, Failed, Fired, Score, Section, SectionScore, Share } from './checklist'
import { fraction, isAtLeast, percent, plus, times, type Fraction } from './fraction'
import { judgeAnswer, possiblePoints } from './judgement'

export const ENGINE_VERSION = 1

interface Tally {
  section: Section
  instance: number
  earned: number
  possible: number
  fired: Fired[]
  failed: Failed[]
}

/** Score the answers to a checklist; before it is submitted, what is unanswered does not count. */
export function scoreAnswers(document: ChecklistDocument, answers: readonly Answer[], submitted: boolean): Score {
  const given = answersByPlace(answers)
  const countsUnanswered = submitted && (document.unanswered ?? 'zero') === 'zero'
  const tallies = document.sections.flatMap((section) =>
    instancesOf(section, answers).map((instance) => tally(section, instance, given, countsUnanswered)),
  )
  const share = shareOf(document, tallies)
  const fired = tallies.flatMap((one) => one.fired)
  return {
    earned: sum(tallies.map((one) => one.earned)),
    possible: sum(tallies.map((one) => one.possible)),
    raw: asShare(share),
    adjusted: asShare(share),
    shown: share && percent(share),
    verdict: verdictOf(document, share, fired),
    fired,
    failed: tallies.flatMap((one) => one.failed),
    sections: tallies.map(sectionScore),
    engineVersion: ENGINE_VERSION,
  }
}

/** Answers by question and instance; of two at one place the later one holds. */
export function answersByPlace(answers: readonly Answer[]): Map<string, Answer> {
  return new Map(answers.map((answer) => [place(answer.question, answer.instance ?? 0), answer]))
}

export function place(question: string, instance: number): string {
  return `${instance} ${question}`
}

/** The instances that answers name; a section nobody touched still has its first. */
export function instancesOf(section: Section, answers: readonly Answer[]): number[] {
  if (!section.repeats) return [0]
  const ids = new Set(section.questions.map((question) => question.id))
  const named = answers.filter((answer) => ids.has(answer.question)).map((answer) => answer.instance ?? 0)
  return named.length > 0 ? [...new Set(named)].sort((left, right) => left - right) : [0]
}

function tally(section: Section, instance: number, given: Map<string, Answer>, countsUnanswered: boolean): Tally {
  const one: Tally = { section, instance, earned: 0, possible: 0, fired: [], failed: [] }
  for (const question of section.questions) {
    const { standing, earned, failures } = judgeAnswer(question, given.get(place(question.id, instance)))
    if (standing === 'answered' || (standing === 'unanswered' && countsUnanswered)) {
      one.earned += earned
      one.possible += possiblePoints(question)
    }
    one.failed.push(...failures.map((option) => ({ question: question.id, instance, option })))
    if (failures.length > 0 && question.redLine) {
      one.fired.push({ question: question.id, instance, policy: question.redLine })
    }
  }
  return one
}

function shareOf(document: ChecklistDocument, tallies: Tally[]): Fraction | null {
  const possible = sum(tallies.map((one) => one.possible))
  if (possible <= 0) return null
  if ((document.repeats ?? 'pooled') === 'pooled') return fraction(sum(tallies.map((one) => one.earned)), possible)
  const worth = document.sections
    .map((section) => meanWorth(tallies.filter((one) => one.section === section)))
    .reduce(plus, fraction(0))
  return times(worth, fraction(1, possible))
}

/** A section's points when every instance weighs the same; points lost where nothing was possible stay lost. */
function meanWorth(repeats: Tally[]): Fraction {
  const shares = repeats.filter((one) => one.possible > 0).map((one) => fraction(one.earned, one.possible))
  const lost = fraction(sum(repeats.filter((one) => one.possible <= 0).map((one) => one.earned)))
  if (shares.length === 0) return lost
  const possible = sum(repeats.map((one) => one.possible))
  return plus(times(shares.reduce(plus), fraction(possible, shares.length)), lost)
}

/** Compared on the exact fraction, unless a red line failed the inspection. */
function verdictOf(document: ChecklistDocument, share: Fraction | null, fired: Fired[]): Score['verdict'] {
  if (fired.some((hit) => hit.policy === 'fail_inspection')) return 'fail'
  if (share === null || document.passMarkHundredths == null) return null
  return isAtLeast(share, fraction(document.passMarkHundredths, 10_000)) ? 'pass' : 'fail'
}

function sectionScore({ section, instance, earned, possible }: Tally): SectionScore {
  return { section: section.id, instance, earned, possible, shown: possible > 0 ? percent(fraction(earned, possible)) : null }
}

function asShare(share: Fraction | null): Share | null {
  return share && { numerator: String(share.numerator), denominator: String(share.denominator) }
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}
