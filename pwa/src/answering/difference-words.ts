/** What a changed value was and what it is now, in words; what has no short words is left to the name of its aspect. */
import { formatNumber, say, t, type MessageKey } from '@/i18n'
import type { Band, Bilingual, Evidence, Limits, Option, Question, Raises, RedLine, Section } from './checklist'
import type { Rule, RuleDifference } from './differences'

type Loose = Record<string, unknown>
type Said = (value: unknown, of: Loose) => string
interface Field {
  what: string
  said: Said
}

const words: Said = (value) => (value ? say(value as Bilingual) : t('versions.nothing'))
const number: Said = (value) => (value == null ? t('versions.nothing') : formatNumber(Number(value)))
const mark: Said = (value) => (value == null ? t('versions.nothing') : formatNumber(Number(value) / 100))
const yes = (otherwise: boolean): Said => (value) => t((value ?? otherwise) ? 'versions.yes' : 'versions.no')
const named = (prefix: string, otherwise: string): Said => (value) => t(`versions.${prefix}_${String(value ?? otherwise)}` as MessageKey)
const orElse = (otherwise: number): Said => (value) => number(value ?? otherwise, {})

const bands: Said = (value) => {
  const found = (value as Band[] | undefined) ?? []
  return found.map(({ label, fromHundredths }) => `${say(label)} ≥ ${mark(fromHundredths, {})}`).join(' · ') || t('versions.nothing')
}
const redLine: Said = (value, { capHundredths }) =>
  t(`versions.redLine_${(value as RedLine | null | undefined) ?? 'none'}`, { cap: mark(capHundredths, {}) })
const limits: Said = (value, { kind, unit }) => {
  const { min = null, max = null } = (value as Limits | undefined) ?? {}
  const measured = (unit as string | undefined) ?? (kind === 'temperature' ? '°C' : '')
  if (min === null && max === null) return t('versions.nothing')
  const span = max === null ? `≥ ${min}` : min === null ? `≤ ${max}` : `${min} – ${max}`
  return `${span} ${measured}`.trim()
}
const evidence: Said = (value) => {
  const { photos = 'optional', count = 1, noteOnFail = false } = (value as Evidence | undefined) ?? {}
  return t(`versions.photos_${photos}`, { count }) + (noteOnFail ? ` · ${t('versions.noteOnFail')}` : '')
}
const raises: Said = (value) => {
  const { severity = 'medium', dueHours = null } = (value as Raises | undefined) ?? {}
  return t(`answering.severity_${severity}`) + (dueHours === null ? '' : ` · ${t('versions.hours', { hours: dueHours })}`)
}

const RULES: Record<Rule, Said> = {
  name: words, mode: named('mode', 'points'), base: orElse(100), unanswered: named('unanswered', 'zero'), repeats: named('repeats', 'pooled'),
  passMarkHundredths: mark, bands,
}
const SECTION: Record<string, Field> = {
  title: { what: 'words', said: words }, weight: { what: 'weight', said: orElse(1) }, passMarkHundredths: { what: 'passMark', said: mark },
  mustPass: { what: 'mustPass', said: yes(false) }, deductionCap: { what: 'deductionCap', said: number },
  repeats: { what: 'repeated', said: yes(false) }, shuffled: { what: 'shuffled', said: yes(false) },
}
const QUESTION: Record<string, Field> = {
  weight: { what: 'weight', said: orElse(1) }, required: { what: 'required', said: yes(true) },
  allowNotApplicable: { what: 'notApplicable', said: yes(false) }, redLine: { what: 'redLine', said: redLine },
  deduction: { what: 'deduction', said: orElse(0) }, deductionCap: { what: 'deductionCap', said: number },
  limits: { what: 'limits', said: limits }, passes: { what: 'passing', said: (value) => t((value ?? 'yes') === 'yes' ? 'versions.yes' : 'versions.no') },
  evidence: { what: 'evidence', said: evidence }, raises: { what: 'raises', said: raises },
}

/** A rule of the whole checklist, before and after. */
export function ruleInWords({ rule, before, after }: RuleDifference): string {
  return fromTo(t(`versions.rule_${rule}`), RULES[rule](before, {}), RULES[rule](after, {}))
}

/** What changed about a section that stayed, a line for each. */
export function sectionInWords(before: Section, after: Section): string[] {
  return fieldsInWords(SECTION, before, after)
}

/** What changed about a question that stayed, a line for each; the points of an option under its own name. */
export function questionInWords(before: Question, after: Question): string[] {
  const now = 'options' in after ? after.options : []
  const old = new Map<string, Option>('options' in before ? before.options.map((option) => [option.id, option]) : [])
  const points = now.flatMap((option) => {
    const was = old.get(option.id)
    return was && was.points !== option.points ? [fromTo(say(option.label), formatNumber(was.points), formatNumber(option.points))] : []
  })
  return [...fieldsInWords(QUESTION, before, after), ...points]
}

function fieldsInWords(fields: Record<string, Field>, before: object, after: object): string[] {
  const [old, now] = [before as Loose, after as Loose]
  return Object.entries(fields).flatMap(([field, { what, said }]) => {
    const [from, to] = [said(old[field], old), said(now[field], now)]
    return from === to ? [] : [fromTo(t(`versions.field_${what}` as MessageKey), from, to)]
  })
}

const fromTo = (what: string, from: string, to: string): string => t('versions.fromTo', { what, from, to })
