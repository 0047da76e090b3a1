/** Lines of a sheet on their way to everybody who works on it: kept on the phone, the newest of each line sent. */
import type { Bilingual } from '@/i18n'
import { enqueue, keepDocument, readDocument, readDraft, removeDraft, saveDraft, stamps, type Command } from '@/offline'
import type { Notes, SheetEdit } from '@/ordering/together'
import type { SheetDraft } from '@/ordering/use-sheet'

export const LINE = /^\/api\/stores\/([^/]+)\/order-sheets\/([^/]+)\/lines\/([^/]+)$/
/** What the server answered to single lines since the sheet was read: a sheet of hundreds of lines is not written anew for one. */
export interface Answered {
  deliveryOn: string
  edits: SheetEdit[]
}
export const answeredOf = (store: string, supplier: string): string => `/api/stores/${store}/order-sheets/${supplier}/lines`
export const sheetDraft = (store: string, supplier: string): string => `order-sheet/${store}/${supplier}`

export interface Share {
  store: string
  supplier: string
  deliveryOn: string
  notes: Notes
  nameOf: (product: string) => Bilingual
}

export async function shareLines({ store, supplier, deliveryOn, notes, nameOf }: Share): Promise<void> {
  const lines = Object.entries(notes).map(([product, { packs, reason, at }]) => ({
    lane: `sheet:${store}:${supplier}`,
    url: `/api/stores/${store}/order-sheets/${supplier}/lines/${product}`,
    body: { ...stamps(), estimatedAt: at, deliveryOn, packs, reason },
    title: titleOf(nameOf(product), packs),
    opens: `/orders/${store}/${supplier}`,
    replaces: true,
  }))
  if (lines.length) await enqueue(lines)
}

function titleOf(name: Bilingual, packs: number | null): Bilingual {
  if (packs === null) return { zh: `订货表：${name.zh}，按建议`, en: `Order sheet: ${name.en} as suggested` }
  return { zh: `订货表：${name.zh}，${packs} 箱`, en: `Order sheet: ${name.en}, ${packs} ${packs === 1 ? 'pack' : 'packs'}` }
}

/** Lays the answer of the server beside the phone's copy, and lets go of what it answered. */
export async function takeInLine(command: Command, reply: unknown): Promise<void> {
  const [, store, supplier, product] = LINE.exec(command.url) ?? []
  if (!store || !supplier || !product) return
  const { deliveryOn, estimatedAt } = command.body as { deliveryOn: string; estimatedAt: string }
  const url = answeredOf(store, supplier)
  const held = await readDocument<Answered>(url)
  const others = held?.deliveryOn === deliveryOn ? held.edits.filter((edit) => edit.product !== product) : []
  await keepDocument(url, { deliveryOn, edits: [...others, reply as SheetEdit] })
  const draft = await readDraft<SheetDraft>(sheetDraft(store, supplier))
  if (draft && !draft.extra && draft.notes[product]?.at === estimatedAt) {
    const { [product]: _, ...notes } = draft.notes
    await keepDraft(sheetDraft(store, supplier), { ...draft, notes })
  }
}

export async function keepDraft(id: string, draft: SheetDraft): Promise<void> {
  await (draft.extra || draft.id || Object.keys(draft.notes).length ? saveDraft(id, draft) : removeDraft(id))
}
