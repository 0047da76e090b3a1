/** A sheet being filled in: the phone's copy, the edits saved at every tap, and what stands for its delivery. */
import { computed, ref, watch, type ComputedRef } from 'vue'
import { readDraft, removeDraft, saveDraft, useDocument, type DocumentView } from '@/offline'
import { useNow } from '@/ordering/days'
import { placeOrders } from '@/ordering/place'
import { isOver } from '@/ordering/deeds'
import { addUp, choose, deliveryAt, setPacks, type Chosen, type Delivery, type Edits, type OrderSheet, type Reason, type Totals } from '@/ordering/sheet'
import { isFor, useWaitingOrders, type WaitingOrder } from '@/ordering/waiting'
import type { Wire } from '@/wire'

export interface SheetDraft {
  edits: Edits
  extra: boolean
  /** Of a refused order that is being corrected: its successor, and the issue it was for. */
  id?: string | undefined
  issue?: string | undefined
}

export const sheetDraft = (store: string, supplier: string): string => `order-sheet/${store}/${supplier}`

export interface SheetInHand {
  document: DocumentView<OrderSheet>
  delivery: ComputedRef<Delivery | null>
  /** Whether an order placed now goes with a later delivery than the sheet was computed for. */
  passed: ComputedRef<boolean>
  chosen: ComputedRef<Chosen[]>
  totals: ComputedRef<Totals>
  edited: ComputedRef<boolean>
  extra: ComputedRef<boolean>
  placed: ComputedRef<Wire<'OrderCard'>[]>
  waiting: ComputedRef<WaitingOrder[]>
  /** Whether this delivery has its order already, so that another one would be extra. */
  ordered: ComputedRef<boolean>
  setPacks: (line: Chosen, packs: number) => Promise<void>
  setReason: (line: Chosen, reason: Reason | null) => Promise<void>
  /** Sets all lines at once, as a copy of an earlier order or filling up does. */
  lay: (edits: Edits) => Promise<void>
  startOver: (extra: boolean) => Promise<void>
  place: () => Promise<string>
}

export function useSheet(store: string, supplier: string): SheetInHand {
  const url = `/api/stores/${store}/order-sheets/${supplier}`
  const draftId = sheetDraft(store, supplier)
  const document = useDocument<OrderSheet>(url)
  const sheet = document.data
  const edits = ref<Edits>({})
  const wantsExtra = ref(false)
  const corrected = ref<Pick<SheetDraft, 'id' | 'issue'>>({})
  const now = useNow()
  const allWaiting = useWaitingOrders()

  const delivery = computed(() => sheet.value && deliveryAt(now.value, sheet.value))
  const passed = computed(() => sheet.value !== null && delivery.value!.on !== sheet.value.deliveryOn)
  const placed = computed(() => (sheet.value?.placed ?? []).filter(({ deliveryOn }) => deliveryOn === delivery.value?.on))
  const waiting = computed(() => allWaiting.value.filter((order) => isFor(order, store, supplier, delivery.value?.on ?? '')))
  const ordered = computed(() => placed.value.some((one) => !one.extra && !isOver(one.status)) || waiting.value.some(({ body, command }) => !body.extra && !command.replacedBy))
  // Another order is extra only beside one that stands.
  const extra = computed(() => wantsExtra.value && ordered.value)
  const chosen = computed(() => (sheet.value ? choose(sheet.value, edits.value, extra.value) : []))
  const totals = computed(() => addUp(chosen.value, sheet.value?.minimumOrderMinor))
  const edited = computed(() => chosen.value.some(({ packs, proposed }) => packs !== proposed))

  void readDraft<SheetDraft>(draftId).then((draft) => {
    if (!draft) return
    edits.value = { ...draft.edits, ...edits.value }
    wantsExtra.value = draft.extra
    corrected.value = { id: draft.id, issue: draft.issue }
  })
  // With a network the sheet of the next delivery is one question away; without one this copy goes on.
  watch(passed, (isPast) => isPast && void document.refresh())

  async function save(): Promise<void> {
    const draft: SheetDraft = { edits: edits.value, extra: wantsExtra.value, ...corrected.value }
    await (draft.extra || draft.id || Object.keys(draft.edits).length ? saveDraft(draftId, draft) : removeDraft(draftId))
  }

  return {
    document, delivery, passed, chosen, totals, edited, extra, placed, waiting, ordered,
    async setPacks(line, packs) {
      edits.value = setPacks(edits.value, line, packs)
      await save()
    },
    async setReason(line, reason) {
      edits.value = { ...edits.value, [line.line.product]: { packs: line.packs, reason } }
      await save()
    },
    async lay(laid) {
      edits.value = laid
      await save()
    },
    async startOver(asExtra) {
      edits.value = {}
      wantsExtra.value = asExtra
      await save()
    },
    async place() {
      const { supplierName } = sheet.value!
      const order = { store, supplier, supplierName, deliveryOn: delivery.value!.on, chosen: chosen.value, extra: extra.value, ...corrected.value }
      const [id] = await placeOrders([order], draftId)
      return id!
    },
  }
}
