/** Sends a whole document, and says of each field what the server will not accept. */
import { ref, type Ref } from 'vue'
import { t, tIfKnown } from '@/i18n'
import { ask, explain, explainField, type FieldProblem } from '@/offline'
import { toast } from '@/ui/toast'

interface Keeping {
  busy: Ref<boolean>
  /** Words by path, without the name of the document in front. */
  problems: Ref<Record<string, string>>
  /** Whether somebody else had changed it meanwhile; what is on screen is not kept. */
  stale: Ref<boolean>
  keep: <T>(url: string, body: unknown) => Promise<T | null>
}

/** `words` are those in which the feature says what is wrong with its own fields. */
export function useKeeping(words: string): Keeping {
  const busy = ref(false)
  const problems = ref<Record<string, string>>({})
  const stale = ref(false)

  async function keep<T>(url: string, body: unknown): Promise<T | null> {
    busy.value = true
    problems.value = {}
    stale.value = false
    const reply = await ask<T>('PUT', url, { body })
    busy.value = false
    if (reply.kind === 'ok') {
      toast(t('forms.kept'), { tone: 'good' })
      return reply.data
    }
    if (reply.kind !== 'refused') toast(t('forms.unreachable'), { tone: 'bad' })
    else {
      stale.value = reply.problem.type.endsWith('/out-of-date')
      const fields = reply.problem.fields ?? []
      problems.value = Object.fromEntries(fields.map((field) => [field.path.replace(/^\w+\./, ''), wordsOf(words, field)]))
      toast(fields.length ? t('forms.lookAgain', { count: fields.length }) : explain(reply.problem), { tone: 'bad' })
    }
    return null
  }

  return { busy, problems, stale, keep }
}

function wordsOf(words: string, field: FieldProblem): string {
  return tIfKnown(`${words}.problem_${field.code}`) ?? explainField(field)
}
