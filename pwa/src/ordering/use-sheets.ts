/** All order sheets of one store, as many as it has suppliers. */
import { computed, effectScope, onScopeDispose, shallowRef, watch, type ComputedRef, type EffectScope } from 'vue'
import { useDocument, type DocumentView } from '@/offline'
import type { OrderSheet } from '@/ordering/sheet'
import type { Wire } from '@/wire'

interface Open {
  scope: EffectScope
  view: DocumentView<OrderSheet>
}

export function useSheets(store: () => string | null): { list: DocumentView<Wire<'SheetCard'>[]>; sheets: ComputedRef<OrderSheet[]>; complete: ComputedRef<boolean> } {
  const list = useDocument<Wire<'SheetCard'>[]>(() => (store() ? `/api/stores/${store()}/order-sheets` : null))
  const open = shallowRef(new Map<string, Open>())
  const urls = computed(() => (list.data.value ?? []).map((card) => `/api/stores/${card.store}/order-sheets/${card.supplier}`))

  watch(() => urls.value.join(), () => {
    const kept = new Map<string, Open>()
    for (const url of urls.value) kept.set(url, open.value.get(url) ?? follow(url))
    for (const [url, { scope }] of open.value) if (!kept.has(url)) scope.stop()
    open.value = kept
  }, { immediate: true })
  onScopeDispose(() => open.value.forEach(({ scope }) => scope.stop()))

  return {
    list,
    sheets: computed(() => [...open.value.values()].flatMap(({ view }) => view.data.value ?? [])),
    complete: computed(() => list.data.value !== null && [...open.value.values()].every(({ view }) => view.data.value ?? view.state.value !== 'refreshing')),
  }
}

function follow(url: string): Open {
  const scope = effectScope(true)
  return { scope, view: scope.run(() => useDocument<OrderSheet>(url))! }
}
