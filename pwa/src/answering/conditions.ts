/** When a question or a section is asked, as it crosses the wire. */
import type { Role } from './checklist'

export type Comparison = 'below' | 'at_most' | 'equal' | 'not_equal' | 'at_least' | 'above'
export type AttributeValue = boolean | number | string

export type AboutAnswer =
  | { when: 'option_is' | 'option_is_not'; question: string; options: readonly string[] }
  | { when: 'number_is'; question: string; comparison: Comparison; number: string }
  | { when: 'answered' | 'failed'; question: string }

export type Condition =
  | AboutAnswer
  | { when: 'all' | 'any'; of: readonly Condition[] }
  | { when: 'not'; of: Condition }
  | { when: 'attribute_is'; attribute: string; values: readonly AttributeValue[] }
  | { when: 'attribute_present'; attribute: string }
  | { when: 'role_is'; roles: readonly Role[] }

/** Where and by whom a checklist is answered, as far as conditions ask. */
export interface Circumstances {
  attributes?: Readonly<Record<string, AttributeValue>>
  roles?: readonly Role[]
}
