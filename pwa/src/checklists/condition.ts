/** Conditions as they are chosen: a few lines, all or any of which have to hold; pure. */
import type { ChecklistDocument, Question } from '@/answering/checklist'
import { findQuestion } from './edits'

export type Comparison = 'below' | 'at_most' | 'equal' | 'not_equal' | 'at_least' | 'above'
export type AttributeValue = boolean | number | string

export type Leaf =
  | { when: 'option_is' | 'option_is_not'; question: string; options: readonly string[] }
  | { when: 'number_is'; question: string; comparison: Comparison; number: string }
  | { when: 'answered' | 'failed'; question: string }
  | { when: 'attribute_is'; attribute: string; values: readonly AttributeValue[] }
  | { when: 'attribute_present'; attribute: string }
  | { when: 'role_is'; roles: readonly string[] }

interface Group {
  when: 'all' | 'any'
  of: readonly Condition[]
}

interface Not {
  when: 'not'
  of: Condition
}

export type Condition = Leaf | Group | Not

export interface Line {
  leaf: Leaf
  /** Turned round: the store does not have it, the role is another. */
  not: boolean
}

/** What can be shown as lines; null for one that was nested deeper, by an import perhaps. */
export interface Lines {
  all: boolean
  lines: Line[]
}

export function linesOf(condition: Condition | null | undefined): Lines | null {
  if (!condition) return { all: true, lines: [] }
  if (condition.when === 'all' || condition.when === 'any') {
    const lines = condition.of.map(lineOf)
    return lines.every((line) => line !== null) ? { all: condition.when === 'all', lines } : null
  }
  const line = lineOf(condition)
  return line && { all: true, lines: [line] }
}

function lineOf(condition: Condition): Line | null {
  if (isLeaf(condition)) return { leaf: condition, not: false }
  return condition.when === 'not' && isLeaf(condition.of) ? { leaf: condition.of, not: true } : null
}

function isLeaf(condition: Condition): condition is Leaf {
  return !['all', 'any', 'not'].includes(condition.when)
}

export function conditionOf({ all, lines }: Lines): Condition | null {
  const conditions = lines.map(({ leaf, not }): Condition => (not ? { when: 'not', of: leaf } : leaf))
  if (conditions.length <= 1) return conditions[0] ?? null
  return { when: all ? 'all' : 'any', of: conditions }
}

/** The questions a condition may speak of: those asked before it that have an answer. */
export function earlierQuestions(document: ChecklistDocument, owner: string): Question[] {
  const at = findQuestion(document, owner)?.at ?? { section: document.sections.findIndex(({ id }) => id === owner), index: 0 }
  const before = document.sections.slice(0, at.section).flatMap((section) => section.questions)
  const beside = document.sections[at.section]?.questions.slice(0, at.index) ?? []
  return [...before, ...beside].filter(({ kind }) => (kind as string) !== 'information')
}

/** The options a question offers to a condition; yes and no are options too, called as on the phone. */
export function optionsOf(question: Question | undefined): { id: string; label: { zh: string; en: string } }[] {
  if (!question) return []
  if (question.kind === 'yes_no') {
    const [passes, fails] = question.passes === 'no' ? ['no', 'yes'] : ['yes', 'no']
    return [{ id: passes!, label: { zh: '合格', en: 'Pass' } }, { id: fails!, label: { zh: '不合格', en: 'Fail' } }]
  }
  return 'options' in question ? [...question.options] : []
}

export function isMeasured(question: Question | undefined): boolean {
  return ['number', 'temperature', 'slider'].includes(question?.kind ?? '')
}

/** A first line about a question: the most likely thing to be asked of its kind. */
export function leafAbout(question: Question): Leaf {
  const options = optionsOf(question)
  if (options.length > 0) return { when: 'option_is', question: question.id, options: [options[0]!.id] }
  if (isMeasured(question)) return { when: 'number_is', question: question.id, comparison: 'above', number: '0' }
  return { when: 'answered', question: question.id }
}

/** Every attribute that any store has, with the values that occur. */
export function attributesOf(stores: readonly { attributes: Record<string, AttributeValue> }[]): Map<string, AttributeValue[]> {
  const found = new Map<string, Set<AttributeValue>>()
  for (const { attributes } of stores) {
    for (const [name, value] of Object.entries(attributes)) found.set(name, (found.get(name) ?? new Set()).add(value))
  }
  const names = [...found.keys()].sort()
  return new Map(names.map((name) => [name, [...found.get(name)!].sort((a, b) => (String(a) < String(b) ? -1 : 1))]))
}
