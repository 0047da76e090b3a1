/** A count under way: every number is kept at once with the moment it was seen, and sent together. */
import { computed, ref, type ComputedRef, type Ref } from 'vue'
import { readDraft, removeDraft, saveDraft, serverNow } from '@/offline'
import { draftOf, sendCount } from '@/stock/deeds'
import type { Wire } from '@/wire'

export interface Counted {
  units: number
  at: string
  expiresOn: string | null
}

interface Counting {
  counted: Ref<Record<string, Counted>>
  size: ComputedRef<number>
  set: (key: string, units: number | null) => Promise<void>
  setExpiry: (key: string, day: string | null) => Promise<void>
  startOver: () => Promise<void>
  submit: (store: string) => Promise<void>
}

export function useCounting(store: string): Counting {
  const id = draftOf.count(store)
  const counted = ref<Record<string, Counted>>({})
  void readDraft<Record<string, Counted>>(id).then((kept) => kept && (counted.value = { ...kept, ...counted.value }))

  async function keep(next: Record<string, Counted>): Promise<void> {
    counted.value = next
    await (Object.keys(next).length ? saveDraft(id, next) : removeDraft(id))
  }

  return {
    counted,
    size: computed(() => Object.keys(counted.value).length),
    async set(key, units) {
      const { [key]: before, ...others } = counted.value
      await keep(units === null ? others : { ...others, [key]: { units, at: new Date(serverNow()).toISOString(), expiresOn: before?.expiresOn ?? null } })
    },
    async setExpiry(key, day) {
      const line = counted.value[key]
      if (line) await keep({ ...counted.value, [key]: { ...line, expiresOn: day } })
    },
    startOver: () => keep({}),
    async submit(toStore) {
      await sendCount(toStore, { lines: Object.entries(counted.value).map(lineOf) }, id)
      counted.value = {}
    },
  }
}

/** Keys are "product|place"; a count begun before places were named has the product alone. */
export function lineOf([key, { units, at, expiresOn }]: [string, Counted]): Wire<'CountLineIn'> {
  const [product = '', place = ''] = key.split(/\|(.*)/s)
  const lots = expiresOn && units > 0 ? [{ expiresOn, baseUnits: units }] : []
  return { product, place, baseUnits: units, countedAt: at, lots }
}
