/** Which days a page of results looks at: whole days up to today, and one store or all; kept in the address. */
import { computed, type ComputedRef, type WritableComputedRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'

export const SPANS = ['7', '28', '91'] as const

export interface Span {
  days: WritableComputedRef<string | null>
  store: WritableComputedRef<string>
  /** As it follows an address of the API. */
  query: ComputedRef<string>
  /** As it follows an address of a page. */
  kept: ComputedRef<Record<string, string>>
}

export function useSpan(): Span {
  const route = useRoute()
  const router = useRouter()
  const chosen = computed(() => (SPANS as readonly string[]).find((one) => one === route.query.days) ?? '28')
  const change = (what: Record<string, string | undefined>): void => void router.replace({ query: { ...route.query, ...what } })
  const days = computed({ get: () => chosen.value as string | null, set: (value) => change({ days: value ?? undefined }) })
  const store = computed({ get: () => String(route.query.store ?? ''), set: (value) => change({ store: value || undefined }) })
  const kept = computed(() => ({ days: chosen.value, ...(store.value ? { store: store.value } : {}) }))
  const query = computed(() => {
    const last = new Date()
    const first = daysBefore(last, Number(chosen.value) - 1)
    return `?${new URLSearchParams({ first: day(first), last: day(last), ...(store.value ? { store: store.value } : {}) }).toString()}`
  })
  return { days, store, query, kept }
}

export function daysBefore(moment: Date, days: number): Date {
  const before = new Date(moment)
  before.setDate(before.getDate() - days)
  return before
}

/** The calendar day on the wall here. */
export function day(moment: Date): string {
  const [month, date] = [moment.getMonth() + 1, moment.getDate()].map((part) => String(part).padStart(2, '0'))
  return `${moment.getFullYear()}-${month}-${date}`
}
