/** The documents that cross the wire, by their names in the API: `Wire<'IssueCard'>`. */
import type { components } from '@/api.gen'

export type Wire<Name extends keyof components['schemas']> = components['schemas'][Name]
