/** What a question accepts and asks for, in sentences. */
import { t } from '@/i18n'
import type { Wire } from '@/wire'

export type Question = Wire<'Section'>['questions'][number]

/** What passes, for the kinds without options; null where there is nothing to say. */
export function acceptedWords(question: Question): string | null {
  switch (question.kind) {
    case 'yes_no':
      return t(`checklists.passes_${question.passes ?? 'yes'}`)
    case 'number':
    case 'temperature':
    case 'slider':
      return limitWords(question.limits?.min ?? null, question.limits?.max ?? null, question.unit ?? '')
    default:
      return null
  }
}

function limitWords(min: string | null, max: string | null, unit: string): string {
  if (min !== null && max !== null) return t('checklists.between', { min, max, unit })
  if (min !== null) return t('checklists.atLeast', { min, unit })
  return max !== null ? t('checklists.atMost', { max, unit }) : t('checklists.anyNumber', { unit })
}

/** Which proof is asked for, and what a failure raises. */
export function evidenceWords(question: Question): string[] {
  const { photos = 'optional', count = 1, noteOnFail = false } = question.evidence ?? {}
  const { severity = 'medium', dueHours = null } = question.raises ?? {}
  const level = t(`checklists.severity_${severity}`)
  return [
    ...(photos === 'optional' ? [] : [t(`checklists.photos_${photos}`, { count })]),
    ...(noteOnFail ? [t('checklists.noteOnFail')] : []),
    ...(canFail(question) ? [dueHours === null ? t('checklists.raises', { severity: level }) : t('checklists.raisesWithin', { severity: level, hours: dueHours })] : []),
  ]
}

function canFail(question: Question): boolean {
  if ('options' in question) return question.options.some(({ failed }) => failed)
  if (question.kind === 'yes_no') return true
  return 'limits' in question && Boolean(question.limits?.min ?? question.limits?.max)
}
