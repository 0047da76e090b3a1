/** A sheet being filled in: the phone's copy, every tap saved and shared, and what stands for its delivery. */
import { computed, onScopeDispose, ref, watch, type ComputedRef } from 'vue'
import { me, readDraft, stamps, useCopy, useDocument, type DocumentView } from '@/offline'
import { useNow } from '@/ordering/days'
import { isOver } from '@/ordering/deeds'
import { placeOrders } from '@/ordering/place'
import { answeredOf, keepDraft, shareLines, sheetDraft, type Answered } from '@/ordering/share'
import { addUp, choose, deliveryAt, keepLines, setPacks, type Chosen, type Delivery, type Edits, type OrderSheet, type Reason, type Totals } from '@/ordering/sheet'
import { mergeEdits, notesBetween, othersOf, stillOpen, toCatchUp, toEdits, withAnswered, type Notes, type SheetEdit } from '@/ordering/together'
import { isFor, useWaitingOrders, type WaitingOrder } from '@/ordering/waiting'
import type { Wire } from '@/wire'

export interface SheetDraft {
  notes: Notes
  extra: boolean
  /** Of a refused order that is being corrected: its successor, and the issue it was for. */
  id?: string | undefined
  issue?: string | undefined
  /** Products that it said nothing about: they stay at no packs without being left out. */
  stayOut?: string[] | undefined
}
/** Taps that follow one another go up together. */
const GATHER = 800
/** What was never handed in is of no use to a delivery after the next. */
const KEPT_FOR = 24 * 3_600_000

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
  /** By product, who else set its line. */
  others: ComputedRef<Record<string, string>>
  /** Lines that the order of this delivery went out without. */
  missed: ComputedRef<SheetEdit[]>
  setPacks: (line: Chosen, packs: number) => Promise<void>
  setReason: (line: Chosen, reason: Reason | null) => Promise<void>
  /** Sets all lines at once, as a copy of an earlier order or filling up does. */
  lay: (edits: Edits) => Promise<void>
  startOver: (extra: boolean) => Promise<void>
  /** Begins an extra order with what the order went out without. */
  catchUp: () => Promise<void>
  place: () => Promise<string>
}

export function useSheet(store: string, supplier: string): SheetInHand {
  const draftId = sheetDraft(store, supplier)
  const document = useDocument<OrderSheet>(`/api/stores/${store}/order-sheets/${supplier}`)
  const sheet = document.data
  const notes = ref<Notes>({})
  const wantsExtra = ref(false)
  const corrected = ref<Pick<SheetDraft, 'id' | 'issue' | 'stayOut'>>({})
  const now = useNow()
  const allWaiting = useWaitingOrders()

  // The clock ticks every second; what has not changed with it draws nothing anew.
  const delivery = computed<Delivery | null>((before) => {
    const at = sheet.value && deliveryAt(now.value, sheet.value)
    return before && before.on === at?.on && before.cutOffAt === at.cutOffAt ? before : at
  })
  const passed = computed(() => sheet.value !== null && delivery.value!.on !== sheet.value.deliveryOn)
  const placed = computed(() => (sheet.value?.placed ?? []).filter(({ deliveryOn }) => deliveryOn === delivery.value?.on))
  const waiting = computed(() => allWaiting.value.filter((order) => isFor(order, store, supplier, delivery.value?.on ?? '')))
  const ordered = computed(() => placed.value.some((one) => !one.extra && !isOver(one.status)) || waiting.value.some(({ body, command }) => !body.extra && !command.replacedBy))
  // Another order is extra only beside one that stands; it is one person's, and not shared.
  const extra = computed(() => wantsExtra.value && ordered.value)
  // A sheet of the delivery before goes on as it stood, until the next one has come.
  const answered = useCopy<Answered>(answeredOf(store, supplier))
  const shared = computed(() => {
    const since = answered.value?.deliveryOn === sheet.value?.deliveryOn ? (answered.value?.edits ?? []) : []
    return withAnswered(sheet.value?.edits ?? [], since)
  })
  const edits = computed(() => (extra.value ? toEdits(notes.value) : mergeEdits(shared.value, notes.value)))
  // Somebody's edit brings the same lines again.
  const lines = computed<Pick<OrderSheet, 'lines'>>((before) => {
    const kept = keepLines(before?.lines ?? [], sheet.value?.lines ?? [])
    return before?.lines === kept ? before : { lines: kept }
  })
  const chosen = computed<Chosen[]>((before) => choose(lines.value, edits.value, extra.value, before))
  const totals = computed(() => addUp(chosen.value, sheet.value?.minimumOrderMinor))
  const edited = computed(() => chosen.value.some(({ packs, proposed }) => packs !== proposed))
  const missed = computed(() => shared.value.filter((edit) => edit.missed))

  const read = readDraft<SheetDraft>(draftId).then((draft) => {
    if (!draft) return
    const since = Date.now() - KEPT_FOR
    const held = Object.entries(draft.notes ?? {}).filter(([, { at }]) => Date.parse(at) > since)
    notes.value = { ...Object.fromEntries(held), ...notes.value }
    wantsExtra.value = draft.extra
    corrected.value = { id: draft.id, issue: draft.issue, stayOut: draft.stayOut }
  })
  watch(shared, (held) => { if (!extra.value) notes.value = stillOpen(notes.value, held) })
  watch(() => [sheet.value?.deliveryOn, edits.value, ordered.value] as const, ([on], [before, stood, hadOrder]) => {
    // The next delivery's sheet has come: what stood on the old one and was not ordered is taken along.
    if (before && on !== before && !extra.value && !hadOrder) void note(notesBetween({}, stood, stamps().estimatedAt))
  })
  // With a network the sheet of the next delivery is one question away; without one this copy goes on.
  watch(passed, (isPast) => isPast && void document.refresh())

  let timer: ReturnType<typeof setTimeout> | undefined
  async function share(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    const nameOf = (product: string) => sheet.value!.lines.find((line) => line.product === product)?.name ?? { zh: product, en: product }
    // Also beside an order that was placed meanwhile: then everybody sees what it went out without.
    if (sheet.value && !wantsExtra.value) await shareLines({ store, supplier, deliveryOn: delivery.value!.on, notes: notes.value, nameOf })
  }
  const shareNow = (): void => { if (timer) void share() }
  // A phone that goes into the pocket may never come back to this page.
  globalThis.document.addEventListener('visibilitychange', shareNow)
  onScopeDispose(() => {
    globalThis.document.removeEventListener('visibilitychange', shareNow)
    shareNow()
  })

  async function note(changed: Notes): Promise<void> {
    notes.value = { ...notes.value, ...changed }
    await save()
    clearTimeout(timer)
    timer = setTimeout(() => void share(), GATHER)
  }
  const save = (): Promise<void> => keepDraft(draftId, { notes: notes.value, extra: wantsExtra.value, ...corrected.value })
  const change = (after: Edits): Promise<void> => note(notesBetween(edits.value, after, stamps().estimatedAt))
  async function begin(asExtra: boolean, lines: Edits): Promise<void> {
    wantsExtra.value = asExtra
    notes.value = notesBetween({}, lines, stamps().estimatedAt)
    await save()
  }
  // What was tapped here and never sent, because the phone died, is sent now.
  void read.then(() => { if (Object.keys(notes.value).length && !wantsExtra.value && !corrected.value.id) timer = setTimeout(() => void share(), GATHER) })

  return {
    document, delivery, passed, chosen, totals, edited, extra, placed, waiting, ordered, missed,
    others: computed(() => (extra.value ? {} : othersOf(shared.value, notes.value, me.value?.id))),
    setPacks: (line, packs) => change(setPacks(edits.value, line, packs)),
    setReason: (line, reason) => change({ ...edits.value, [line.line.product]: { packs: line.packs, reason } }),
    lay: change,
    startOver: (asExtra) => (asExtra || extra.value ? begin(asExtra, {}) : change({})),
    catchUp: () => begin(true, toCatchUp(missed.value)),
    async place() {
      await share()
      const { supplierName } = sheet.value!
      const order = { store, supplier, supplierName, deliveryOn: delivery.value!.on, chosen: chosen.value, extra: extra.value, ...corrected.value }
      const [id] = await placeOrders([order], draftId)
      return id!
    },
  }
}
