/** What the server would refuse, and what it wonders about, laid beside the questions it speaks of. */
import type { ChecklistDocument } from '@/answering/checklist'
import { explainField, type FieldProblem } from '@/offline'

export interface Finding {
  tone: 'bad' | 'warn'
  words: string
  code: string
  /** The question or section it speaks of; null where it is the checklist itself. */
  question: string | null
  section: string | null
  /** The field within it, such as `text.en`. */
  field: string
}

const PLACE = /^sections\[(\d+)\](?:\.questions\[(\d+)\])?\.?/

/** Names of the moment: the paths count in the document that was sent, so they are read against that one. */
export function findingsIn(document: ChecklistDocument, refusals: readonly FieldProblem[], warnings: readonly FieldProblem[]): Finding[] {
  return [...refusals.map((one) => finding(document, one, 'bad')), ...warnings.map((one) => finding(document, one, 'warn'))]
}

function finding(document: ChecklistDocument, problem: FieldProblem, tone: Finding['tone']): Finding {
  const found = PLACE.exec(problem.path)
  const section = found ? document.sections[Number(found[1])] : undefined
  const question = found?.[2] === undefined ? undefined : section?.questions[Number(found[2])]
  return {
    tone,
    words: explainField(problem),
    code: problem.code ?? 'invalid',
    question: question?.id ?? null,
    section: section?.id ?? null,
    field: problem.path.replace(PLACE, ''),
  }
}
