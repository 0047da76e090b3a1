/** A visit that was begun with an older version goes on with the newest: what still fits comes along, nothing is lost; pure. */
import type { Answer, ChecklistDocument, Question, Section } from '@/answering/checklist'
import { findFlaws, type FlawCode } from '@/answering/completeness'
import type { AnswerSheet } from '@/answering/sheet'

/** Why an answer could not come along as it was. */
export type Reason = 'gone' | 'kind' | 'option' | 'instance' | 'not_applicable'

/** What was found and no longer fits anywhere; it stays with the visit, where it can be seen. */
export interface SetAside {
  question: Question
  answer: Answer
  why: Reason
}

export interface Migrated {
  sheet: AnswerSheet
  aside: SetAside[]
}

interface Placed {
  section: Section
  question: Question
}

const NONSENSE: Partial<Record<FlawCode, Reason>> = {
  wrong_kind: 'kind', unknown_option: 'option', not_applicable_forbidden: 'not_applicable', unknown_instance: 'instance',
}

/** Carries the answers of one version over to another by the ids of their questions. */
export function migrate(from: ChecklistDocument, to: ChecklistDocument, sheet: AnswerSheet): Migrated {
  const [old, now] = [placed(from), placed(to)]
  const aside: SetAside[] = []
  const carried = sheet.answers.flatMap((answer) => {
    const [was, is] = [old.get(answer.question), now.get(answer.question)]
    if (!was) return []
    const why = reasonAgainst(was, is, answer)
    if (why) aside.push({ question: was.question, answer, why })
    if (!is || why === 'gone' || why === 'instance') return []
    return why ? remains(answer) : [answer]
  })
  const understood = withoutNonsense(to, carried, old, aside)
  const repeating = new Set(to.sections.filter(({ repeats }) => repeats).map(({ id }) => id))
  const instances = Object.fromEntries(Object.entries(sheet.instances).filter(([id]) => repeating.has(id)))
  return { sheet: { answers: understood, instances }, aside }
}

function reasonAgainst(was: Placed, is: Placed | undefined, answer: Answer): Reason | null {
  if (!is) return 'gone'
  if ((answer.instance ?? 0) > 0 && !is.section.repeats) return 'instance'
  return was.question.kind === is.question.kind ? null : 'kind'
}

/** What the newer version would refuse is set aside too, by the very rules that refuse it. */
function withoutNonsense(to: ChecklistDocument, answers: Answer[], old: Map<string, Placed>, aside: SetAside[]): Answer[] {
  const reasons = new Map<number, Reason>()
  for (const { code, path } of findFlaws(to, answers)) {
    const [reason, index] = [NONSENSE[code], /^answers\[(\d+)\]/.exec(path)?.[1]]
    if (reason && index !== undefined) reasons.set(Number(index), reason)
  }
  const offered = new Map([...placed(to)].map(([id, { question }]) => [id, 'options' in question ? question.options.map((one) => one.id) : []]))
  return answers.flatMap((answer, index) => {
    const why = reasons.get(index)
    if (!why) return [answer]
    aside.push({ question: old.get(answer.question)!.question, answer, why })
    const kept = why === 'option' ? (answer.options ?? []).filter((id) => offered.get(answer.question)?.includes(id)) : []
    return kept.length > 0 ? [{ ...answer, options: kept }] : remains(answer)
  })
}

/** The note and the photos stay with a question that is still asked, whatever became of its answer. */
function remains({ question, instance, note, photos, products, answeredAt }: Answer): Answer[] {
  if (!note && !photos?.length && !products?.length) return []
  return [{ question, instance, note, photos, products, answeredAt }]
}

function placed(document: ChecklistDocument): Map<string, Placed> {
  return new Map(document.sections.flatMap((section) => section.questions.map((question) => [question.id, { section, question }] as const)))
}
