/** What a person does to stock: kept on the phone, then sent; each has an address of its own, so a retry changes nothing. */
import type { Bilingual } from '@/i18n'
import { addressFor, enqueue, removeDraft, stamps, uuid7, type NewPhoto } from '@/offline'
import type { Wire } from '@/wire'

type Without<T> = Omit<T, 'deviceAt' | 'estimatedAt'>
export type WasteReason = Wire<'WasteIn'>['reason']
export const WASTE_REASONS: WasteReason[] = ['expired', 'damaged', 'quality', 'spilled', 'returned', 'other']

export function sendCount(store: string, body: Without<Wire<'CountIn'>>, draft: string): Promise<void> {
  return send(store, `/api/stores/${store}/counts/${uuid7()}`, body, { zh: `盘点：${body.lines.length} 种`, en: `Count: ${body.lines.length} products` }, draft)
}

export async function throwAway(store: string, body: Without<Wire<'WasteIn'>>, name: Bilingual, draft: string): Promise<void> {
  const title = { zh: `报损：${name.zh}`, en: `Waste: ${name.en}` }
  await send(store, `/api/stores/${store}/wastes/${uuid7()}`, body, title, draft, body.photos)
}

/** Throws away what an issue found; it goes up behind the issue, whose thread shows it. */
export async function throwAwayFor(issue: { id: string; version: number }, body: Without<Wire<'FoundWasteIn'>>, name: Bilingual, draft: string): Promise<void> {
  const title = { zh: `报损：${name.zh}`, en: `Waste: ${name.en}` }
  const url = await addressFor(draft, `/api/issues/${issue.id}/wastes/${uuid7()}`)
  const based = issue.version > 0 ? { basedOn: issue.version } : {}
  await up({ lane: `issue:${issue.id}`, opens: `/issues/${issue.id}` }, url, { ...body, ...based }, title, draft, body.photos)
}

export function correct(store: string, body: Without<Wire<'CorrectionIn'>>, name: Bilingual, draft: string): Promise<void> {
  return send(store, `/api/stores/${store}/corrections/${uuid7()}`, body, { zh: `修正库存：${name.zh}`, en: `Correction: ${name.en}` }, draft)
}

export function sendTransfer(body: Without<Wire<'GoodsTransferIn'>>, to: Bilingual, draft: string): Promise<void> {
  return send(body.fromStore, `/api/transfers/${uuid7()}`, body, { zh: `调拨给${to.zh}`, en: `Transfer to ${to.en}` }, draft)
}

export function receive(transfer: Wire<'TransferOut'>, body: Without<Wire<'ArrivalIn'>>, draft: string): Promise<void> {
  const title = { zh: `收到${transfer.fromName.zh}的调拨`, en: `Arrived from ${transfer.fromName.en}` }
  return send(transfer.toStore, `/api/transfers/${transfer.id}/arrivals/${uuid7()}`, body, title, draft)
}

/** Where each deed is being written; what was refused is corrected there. */
export const draftOf = {
  count: (store: string): string => `count/${store}`,
  waste: (store: string, product: string): string => `waste/${store}/${product}`,
  found: (issue: string): string => `found/${issue}`,
  correction: (store: string, product: string): string => `correction/${store}/${product}`,
  transfer: (store: string): string => `transfer/${store}`,
  arrival: (transfer: string): string => `arrival/${transfer}`,
}

async function send(store: string, fresh: string, body: object, title: Bilingual, draft: string, photos: string[] = []): Promise<void> {
  const url = await addressFor(draft, fresh)
  await up({ lane: `stock:${store}`, opens: `/stock?store=${store}` }, url, body, title, draft, photos)
}

async function up({ lane, opens }: { lane: string; opens: string }, url: string, body: object, title: Bilingual, draft: string, photos: string[] = []): Promise<void> {
  const pictures: NewPhoto[] = photos.map((sha256) => ({ lane, sha256, title, opens }))
  await enqueue([...pictures, { lane, url, body: { ...body, ...stamps() }, title, opens }], () => removeDraft(draft))
}
