/** What a checklist, a section and a question do, in sentences. */
import type { ChecklistDocument, Question, Section } from '@/answering/checklist'
import { formatNumber, t, tIfKnown } from '@/i18n'

export type { Question } from '@/answering/checklist'

const percent = (hundredths: number): string => formatNumber(hundredths / 100)

/** How all of it is scored. */
export function scoringWords(document: ChecklistDocument): string[] {
  const { mode = 'points', base = 100, passMarkHundredths: mark = null, unanswered = 'zero', repeats = 'pooled', sections } = document
  const redLines = sections.flatMap(({ questions }) => questions).filter(({ redLine }) => redLine).length
  return [
    mode === 'deduction' ? t('checklists.deductsFrom', { base }) : t(`checklists.mode_${mode}`),
    mark === null ? t('checklists.noPassMark') : t('checklists.passMark', { score: percent(mark) }),
    t(`checklists.unanswered_${unanswered}`),
    ...(sections.some((section) => section.repeats) ? [t(`checklists.repeats_${repeats}`)] : []),
    t('checklists.redLines', { count: redLines }),
  ]
}

/** How a section counts and how often it is answered. */
export function sectionWords(section: Section, document: ChecklistDocument): string[] {
  const { weight = 1, passMarkHundredths: mark = null, mustPass = false, deductionCap = null, minInstances: min = 1, maxInstances: max = 100 } = section
  return [
    ...(document.mode === 'weighted_sections' ? [t('checklists.weight', { count: weight })] : []),
    ...(section.repeats ? [t(max === 100 ? 'checklists.timesFrom' : 'checklists.times', { min, max })] : []),
    ...(document.mode === 'deduction' && deductionCap !== null ? [t('checklists.sectionTakes', { most: deductionCap })] : []),
    ...(mark === null ? [] : [t('checklists.passMark', { score: percent(mark) })]),
    ...(mustPass ? [t('checklists.mustPass')] : []),
  ]
}

/** What a failure takes, where failures are deducted; null where it takes nothing. */
export function deductionWords(question: Question, document: ChecklistDocument): string | null {
  const { deduction = 0, deductionCap = null } = question
  if (document.mode !== 'deduction' || deduction === 0) return null
  return deductionCap === null ? t('checklists.takes', { points: deduction }) : t('checklists.takesAtMost', { points: deduction, most: deductionCap })
}

/** What passes, for the kinds without options; null where there is nothing to say. */
export function acceptedWords(question: Question): string | null {
  switch (question.kind) {
    case 'yes_no':
      return t(`checklists.passes_${question.passes ?? 'yes'}`)
    case 'slider':
      return [t('checklists.slides', { min: question.min ?? 0, max: question.max ?? 10, step: question.step ?? 1 }), boundsOf(question)].filter(Boolean).join(' · ')
    case 'number':
    case 'temperature':
      return boundsOf(question) ?? t('checklists.anyNumber', { unit: question.unit ?? '' })
    case 'date_time':
      return t(`checklists.asks_${question.asks ?? 'date'}`)
    default:
      return null
  }
}

function boundsOf(question: Question): string | null {
  if (!('limits' in question)) return null
  const { min = null, max = null } = question.limits ?? {}
  const unit = question.unit ?? ''
  if (min !== null && max !== null) return t('checklists.between', { min, max, unit })
  if (min !== null) return t('checklists.atLeast', { min, unit })
  return max === null ? null : t('checklists.atMost', { max, unit })
}

/** Which proof is asked for, and what a failure raises. */
export function evidenceWords(question: Question): string[] {
  const { photos = 'optional', count = 1, noteOnFail = false } = question.evidence ?? {}
  const { severity = 'medium', dueHours = null, ownerRole = null } = question.raises ?? {}
  const level = t(`checklists.severity_${severity}`)
  const raised = dueHours === null ? t('checklists.raises', { severity: level }) : t('checklists.raisesWithin', { severity: level, hours: dueHours })
  const owner = ownerRole === null ? [] : [t('checklists.ownedBy', { role: tIfKnown(`writing.role_${ownerRole}`) ?? ownerRole })]
  return [
    ...(photos === 'optional' ? [] : [t(`checklists.photos_${photos}`, { count })]),
    ...(noteOnFail ? [t('checklists.noteOnFail')] : []),
    ...(canFail(question) ? [[raised, ...owner].join(t('checklists.joined_values'))] : []),
  ]
}

function canFail(question: Question): boolean {
  if ('options' in question) return question.options.some(({ failed }) => failed)
  if (question.kind === 'yes_no') return true
  return 'limits' in question && Boolean(question.limits?.min ?? question.limits?.max)
}
