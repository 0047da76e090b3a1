/** What went wrong, as the server says it (RFC 9457), in words a shop assistant understands. */
import { tIfKnown, t } from '@/i18n'

export interface FieldProblem {
  path: string
  message: string
}

export interface Problem {
  type: string
  title: string
  status: number
  detail: string | null
  fields: FieldProblem[]
}

/** Reads a problem document; anything else becomes a plain problem with that status. */
export function readProblem(status: number, body: unknown): Problem {
  const found = (body ?? {}) as Partial<Problem>
  return {
    type: typeof found.type === 'string' ? found.type : 'about:blank',
    title: typeof found.title === 'string' ? found.title : '',
    status,
    detail: typeof found.detail === 'string' ? found.detail : null,
    fields: Array.isArray(found.fields) ? found.fields : [],
  }
}

/** The sentence to show: ours by type, else the server's own words, else one by status. */
export function explain(problem: Problem): string {
  const slug = problem.type.split('/').pop() ?? ''
  const byStatus = tIfKnown(`problems.status${problem.status}`)
  return tIfKnown(`problems.${slug}`) ?? (problem.detail || problem.title || byStatus) ?? t('problems.unknown')
}
