/** What went wrong, as the server says it (RFC 9457), in words a shop assistant understands. */
import { locale, t, tIfKnown } from '@/i18n'
import type { Wire } from '@/wire'

export type FieldProblem = Wire<'FieldProblem'>
export type Problem = Wire<'ProblemDocument'>

/** Reads a problem document; anything else becomes a plain problem with that status. */
export function readProblem(status: number, body: unknown): Problem {
  const found = (body ?? {}) as Partial<Problem>
  return {
    type: typeof found.type === 'string' ? found.type : 'about:blank',
    title: typeof found.title === 'string' ? found.title : '',
    status,
    fields: Array.isArray(found.fields) ? found.fields : [],
  }
}

/** The sentence to show: ours by type, else by status; the server's own words are English. */
export function explain(problem: Problem): string {
  const slug = problem.type.split('/').pop() ?? ''
  const byStatus = tIfKnown(`problems.status${problem.status}`)
  const itsOwn = locale.value === 'en' || byStatus === null ? problem.title : ''
  return tIfKnown(`problems.${slug}`) ?? (itsOwn || byStatus || t('problems.unknown'))
}

/** What is wrong with one field, by its code where we have words for it. */
export function explainField(field: FieldProblem): string {
  return tIfKnown(`problems.field_${field.code}`) ?? field.message
}
