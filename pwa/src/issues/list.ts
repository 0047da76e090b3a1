/** The issues of a list: the phone's copy, further pages, and what only this phone knows. */
import { computed, ref, shallowRef, watch, type ComputedRef, type Ref } from 'vue'
import { cardOf, issueFromWaiting, layOverCard, type IssueCard, type ShownCard } from '@/issues/overlay'
import { isWanted, queryOf, type Narrow } from '@/issues/filters'
import { ask, hasRole, me, useDocument, useWaiting, type DocumentView } from '@/offline'
import type { Wire } from '@/wire'

type Page = Wire<'IssuePage'>

export interface IssueList {
  document: ComputedRef<DocumentView<Page>>
  cards: ComputedRef<ShownCard[]>
  next: Ref<string | null>
  /** False when the further page could not be had. */
  loadMore: () => Promise<boolean>
}

const UNCLOSED = '/api/issues?status=unclosed'

export function useIssueList(closed: () => boolean, narrow: () => Narrow): IssueList {
  const unclosed = useDocument<Page>(UNCLOSED)
  // All that is not closed is on the phone; only a chain with more than one page of it asks for less.
  const asked = computed(() => {
    const status = closed() ? '/api/issues?status=done' : UNCLOSED
    const long = closed() || unclosed.data.value?.next || narrow().mine
    return long ? status + queryOf(narrow(), Date.now()) : status
  })
  const other = useDocument<Page>(() => (asked.value === UNCLOSED ? null : asked.value))
  const document = computed(() => (asked.value === UNCLOSED ? unclosed : other))

  const further = shallowRef<IssueCard[]>([])
  const next = ref<string | null>(null)
  watch([asked, () => document.value.data.value?.next], () => {
    further.value = []
    next.value = document.value.data.value?.next ?? null
  }, { immediate: true })

  async function loadMore(): Promise<boolean> {
    const url = asked.value
    const reply = await ask<Page>('GET', `${url}&before=${encodeURIComponent(next.value ?? '')}`)
    if (reply.kind === 'ok' && url === asked.value) {
      further.value = [...further.value, ...reply.data.issues]
      next.value = reply.data.next
    }
    return reply.kind === 'ok'
  }

  const waiting = useWaiting('/api/issues/')
  const raisedHere = computed(() => waiting.value.flatMap((command) => {
    const sent = command.body as { store?: string } | null
    const place = me.value?.stores.find((one) => one.id === sent?.store)
    const issue = issueFromWaiting(command, me.value!, place?.name ?? { zh: '', en: '' }, hasRole('staff', 'store_manager'))
    return issue ? [cardOf(issue)] : []
  }))
  const cards = computed(() => {
    const held = [...raisedHere.value, ...(document.value.data.value?.issues ?? []), ...further.value]
    const known = new Map(held.map((card) => [card.id, layOverCard(card, waiting.value)]))
    return [...known.values()].filter((card) => isWanted(card, narrow(), Date.now()))
  })
  return { document, cards, next, loadMore }
}
