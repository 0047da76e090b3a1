/** What is different between two versions of a checklist, by the ids of its questions; pure. */
import { canonical } from '@/offline/canonical'
import type { ChecklistDocument, Question, Section } from './checklist'

/** In what a question that stayed is different. */
export type Aspect =
  | 'moved' | 'words' | 'kind' | 'options' | 'points' | 'weight' | 'limits' | 'condition' | 'policy' | 'required' | 'evidence' | 'raises' | 'picture'

export interface QuestionDifference {
  id: string
  how: 'added' | 'removed' | 'changed'
  before: Question | null
  after: Question | null
  /** The section it stands in now, or stood in. */
  section: Section
  aspects: Aspect[]
}

export interface SectionDifference {
  id: string
  how: 'added' | 'removed' | 'changed'
  before: Section | null
  after: Section | null
  aspects: Aspect[]
}

/** A rule of the whole checklist. */
export type Rule = 'name' | 'mode' | 'base' | 'unanswered' | 'repeats' | 'passMarkHundredths' | 'bands'

export interface RuleDifference {
  rule: Rule
  before: unknown
  after: unknown
}

export interface Differences {
  rules: RuleDifference[]
  sections: SectionDifference[]
  questions: QuestionDifference[]
}

type Loose = Record<string, unknown>

interface Placed {
  question: Question
  section: Section
}

const RULES: Record<Rule, unknown> = {
  name: null, mode: 'points', base: 100, unanswered: 'zero', repeats: 'pooled', passMarkHundredths: null, bands: [],
}
const SECTION: Partial<Record<string, [Aspect, unknown]>> = {
  title: ['words', null], weight: ['weight', 1], passMarkHundredths: ['policy', null], mustPass: ['policy', false],
  deductionCap: ['policy', null], repeats: ['kind', false], shuffled: ['kind', false], minInstances: ['kind', 1], maxInstances: ['kind', 100], shownIf: ['condition', null],
}
const EVIDENCE = { photos: 'optional', count: 1, noteOnFail: false }
const RAISES = { severity: 'medium', category: 'general', ownerRole: null, dueHours: null }
const QUESTION: Record<string, [Aspect, unknown]> = {
  text: ['words', null], help: ['words', null], kind: ['kind', null], asks: ['kind', 'date'], weight: ['weight', 1], required: ['required', true],
  allowNotApplicable: ['required', false], redLine: ['policy', null], capHundredths: ['policy', null], deduction: ['policy', 0],
  deductionCap: ['policy', null], evidence: ['evidence', EVIDENCE], raises: ['raises', RAISES], referencePhoto: ['picture', null],
  shownIf: ['condition', null], limits: ['limits', { min: null, max: null }], passes: ['limits', 'yes'], min: ['limits', 0], max: ['limits', 10], step: ['limits', 1],
}
const OPTION = { scored: true, failed: false, colour: 'grey' }

/** Compares two versions; what only lacks a default is no difference. */
export function differencesOf(before: ChecklistDocument, after: ChecklistDocument): Differences {
  return {
    rules: (Object.keys(RULES) as Rule[])
      .filter((rule) => !same(before, after, rule, RULES[rule]))
      .map((rule) => ({ rule, before: before[rule], after: after[rule] })),
    sections: sectionDifferences(before, after),
    questions: questionDifferences(before, after),
  }
}

export function isSame({ rules, sections, questions }: Differences): boolean {
  return rules.length + sections.length + questions.length === 0
}

function sectionDifferences(before: ChecklistDocument, after: ChecklistDocument): SectionDifference[] {
  const old = new Map(before.sections.map((section) => [section.id, section]))
  const now = new Map(after.sections.map((section) => [section.id, section]))
  const moved = movedAmong(before.sections.map(({ id }) => id), after.sections.map(({ id }) => id))
  const kept = after.sections.flatMap<SectionDifference>((section) => {
    const was = old.get(section.id)
    if (!was) return [{ id: section.id, how: 'added', before: null, after: section, aspects: [] }]
    const aspects = [...(moved.has(section.id) ? (['moved'] as const) : []), ...aspectsOf(was, section, SECTION)]
    return aspects.length > 0 ? [{ id: section.id, how: 'changed', before: was, after: section, aspects }] : []
  })
  const gone = before.sections.filter(({ id }) => !now.has(id))
  return [...kept, ...gone.map((section) => ({ id: section.id, how: 'removed' as const, before: section, after: null, aspects: [] }))]
}

function questionDifferences(before: ChecklistDocument, after: ChecklistDocument): QuestionDifference[] {
  const [old, now] = [placed(before), placed(after)]
  const moved = movedQuestions(before, after, old, now)
  const kept = [...now].flatMap<QuestionDifference>(([id, { question, section }]) => {
    const was = old.get(id)
    if (!was) return [{ id, how: 'added', before: null, after: question, section, aspects: [] }]
    const aspects = [...(moved.has(id) ? (['moved'] as const) : []), ...questionAspects(was.question, question)]
    return aspects.length > 0 ? [{ id, how: 'changed', before: was.question, after: question, section, aspects }] : []
  })
  const gone = [...old].filter(([id]) => !now.has(id))
  return [...kept, ...gone.map(([id, { question, section }]) => ({ id, how: 'removed' as const, before: question, after: null, section, aspects: [] }))]
}

function placed(document: ChecklistDocument): Map<string, Placed> {
  return new Map(document.sections.flatMap((section) => section.questions.map((question) => [question.id, { question, section }] as const)))
}

/** Those that stand in another section, and in each section the fewest that explain its new order. */
function movedQuestions(before: ChecklistDocument, after: ChecklistDocument, old: Map<string, Placed>, now: Map<string, Placed>): Set<string> {
  const elsewhere = [...now].filter(([id, { section }]) => old.has(id) && old.get(id)!.section.id !== section.id).map(([id]) => id)
  const within = after.sections.flatMap((section) => {
    const was = before.sections.find(({ id }) => id === section.id)
    return was ? [...movedAmong(was.questions.map(({ id }) => id), section.questions.map(({ id }) => id))] : []
  })
  return new Set([...elsewhere, ...within])
}

/** What is not part of the longest run that kept its order. */
function movedAmong(before: readonly string[], after: readonly string[]): Set<string> {
  const places = new Map(before.map((id, index) => [id, index]))
  const common = after.filter((id) => places.has(id))
  const still = longestRise(common.map((id) => places.get(id)!))
  return new Set(common.filter((_, index) => !still.has(index)))
}

/** The positions of a longest increasing run (patience sorting). */
function longestRise(numbers: readonly number[]): Set<number> {
  const tails: number[] = []
  const previous: number[] = []
  numbers.forEach((number, index) => {
    let [low, high] = [0, tails.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (numbers[tails[middle]!]! < number) low = middle + 1
      else high = middle
    }
    previous[index] = low > 0 ? tails[low - 1]! : -1
    tails[low] = index
  })
  const rise = new Set<number>()
  for (let at = tails.at(-1) ?? -1; at >= 0; at = previous[at]!) rise.add(at)
  return rise
}

function questionAspects(before: Question, after: Question): Aspect[] {
  const unit = after.kind === 'temperature' ? '°C' : ''
  return [...new Set([...aspectsOf(before, after, { ...QUESTION, unit: ['limits', unit] }), ...optionAspects(before, after)])]
}

function aspectsOf(before: object, after: object, fields: Partial<Record<string, [Aspect, unknown]>>): Aspect[] {
  const found = Object.entries(fields).flatMap(([field, how]) => (how && !same(before, after, field, how[1]) ? [how[0]] : []))
  return [...new Set(found)]
}

function optionAspects(before: Question, after: Question): Aspect[] {
  const [old, now] = [optionsOf(before), optionsOf(after)]
  if (canonical(old) === canonical(now)) return []
  const ids = (options: Loose[]): unknown => options.map(({ id }) => id)
  const points = (options: Loose[]): unknown => options.map(({ id, points: worth, scored, failed }) => [id, worth, scored, failed])
  const looks = (options: Loose[]): unknown => options.map(({ label, colour }) => [label, colour])
  if (canonical(ids(old)) !== canonical(ids(now))) return ['options']
  return [
    ...(canonical(points(old)) === canonical(points(now)) ? [] : (['points'] as const)),
    ...(canonical(looks(old)) === canonical(looks(now)) ? [] : (['words'] as const)),
  ]
}

function optionsOf(question: Question): Loose[] {
  return 'options' in question ? question.options.map((option) => ({ ...OPTION, ...option })) : []
}

function same(before: object, after: object, field: string, otherwise: unknown): boolean {
  return canonical(valueOf(before, field, otherwise)) === canonical(valueOf(after, field, otherwise))
}

function valueOf(part: object, field: string, otherwise: unknown): unknown {
  const value = (part as Loose)[field] ?? otherwise
  const isPart = (one: unknown): one is Loose => typeof one === 'object' && one !== null && !Array.isArray(one)
  return isPart(value) && isPart(otherwise) ? { ...otherwise, ...value } : value
}
