/** A condition as a sentence: "shown if the door is “broken” and the store has a fryer". */
import type { ChecklistDocument } from '@/answering/checklist'
import { say, t, tIfKnown } from '@/i18n'
import { optionsOf, type AttributeValue, type Condition, type Leaf } from './condition'
import { findQuestion } from './edits'

export function conditionWords(condition: Condition, document: ChecklistDocument): string {
  return t('checklists.shownIf', { condition: wordsOf(condition, document, true) })
}

function wordsOf(condition: Condition, document: ChecklistDocument, outermost: boolean): string {
  switch (condition.when) {
    case 'all':
    case 'any': {
      const words = condition.of.map((one) => wordsOf(one, document, condition.of.length === 1 && outermost)).join(t(`checklists.joined_${condition.when}`))
      return outermost || condition.of.length === 1 ? words : t('checklists.bracketed', { words })
    }
    case 'not':
      return notWords(condition.of, document)
    default:
      return leafWords(condition, document, condition.when === 'attribute_present' ? 'has' : condition.when)
  }
}

function notWords(condition: Condition, document: ChecklistDocument): string {
  if ('of' in condition || condition.when === 'number_is') {
    return t('checklists.negated', { words: wordsOf(condition, document, true) })
  }
  return leafWords(condition, document, condition.when === 'attribute_present' ? 'lacks' : `not_${condition.when}`)
}

function leafWords(leaf: Leaf, document: ChecklistDocument, how: string): string {
  if (leaf.when === 'attribute_present') return t(how === 'has' ? 'checklists.storeHas' : 'checklists.storeLacks', { what: subjectOf(leaf, document) })
  const comparison = leaf.when === 'number_is' ? leaf.comparison : how
  const words = [subjectOf(leaf, document), tIfKnown(`writing.how_${comparison}`) ?? comparison, valuesOf(leaf, document)]
  return words.filter(Boolean).join(' ')
}

function subjectOf(leaf: Leaf, document: ChecklistDocument): string {
  if (leaf.when === 'role_is') return t('writing.role')
  if ('attribute' in leaf) return tIfKnown(`writing.attribute_${leaf.attribute}`) ?? leaf.attribute
  return t('checklists.quoted', { words: say(findQuestion(document, leaf.question)?.question.text) || t('writing.unnamed') })
}

function valuesOf(leaf: Leaf, document: ChecklistDocument): string {
  if (leaf.when === 'number_is') return leaf.number
  if (leaf.when === 'role_is') return leaf.roles.map((role) => tIfKnown(`writing.role_${role}`) ?? role).join(t('checklists.joined_values'))
  if (leaf.when === 'attribute_is') return leaf.values.map(valueWords).join(t('checklists.joined_values'))
  if (!('options' in leaf)) return ''
  const offered = optionsOf(findQuestion(document, leaf.question)?.question)
  return leaf.options.map((id) => t('checklists.quoted', { words: say(offered.find((one) => one.id === id)?.label) || id })).join(t('checklists.joined_values'))
}

function valueWords(value: AttributeValue): string {
  return typeof value === 'boolean' ? t(value ? 'writing.yes' : 'writing.no') : String(value)
}
