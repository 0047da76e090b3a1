/** What the company has chosen about issues, from the phone's copy; the product's own words until it is here. */
import { computed, type ComputedRef } from 'vue'
import { say, tIfKnown } from '@/i18n'
import { useDocument } from '@/offline'
import type { Wire } from '@/wire'

/** The server always sends all of it. */
export type Rules = Required<Wire<'IssueRules'>>

export function useRules(): ComputedRef<Rules | null> {
  const document = useDocument<Wire<'IssueRulesOut'>>('/api/issue-rules')
  return computed(() => (document.data.value?.rules as Rules | undefined) ?? null)
}

export function sayCategory(key: string, rules: Rules | null): string {
  const rule = rules?.categories.find((one) => one.key === key)
  return rule ? say(rule.label) : (tIfKnown(`issues.category_${key}`) ?? key)
}

const SEVERITIES = ['low', 'medium', 'high', 'critical'] as const

/** Whether a fix of this severity is verified with its root cause. */
export function asksCause(severity: Wire<'IssueCard'>['severity'], rules: Rules | null): boolean {
  return rules !== null && rules.causes.length > 0 && SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(rules.causeFrom)
}
