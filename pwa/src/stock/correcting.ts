/** A refused deed about stock is begun anew where it was written; what was given away by then is written beside nothing else. */
import { onCorrect, reserveAddress, saveDraft, uuid7, type Command, type Correction } from '@/offline'
import { draftOf } from '@/stock/deeds'
import type { Wire } from '@/wire'

export function registerStock(): void {
  onCorrect(/^\/api\/stores\/[^/]+\/counts\/[^/]+$/, (command) => anew(command, countIn(command)))
  onCorrect(/^\/api\/stores\/[^/]+\/wastes\/[^/]+$/, (command) => anew(command, wasteIn(command)))
  onCorrect(/^\/api\/issues\/[^/]+\/wastes\/[^/]+$/, (command) => anew(command, foundIn(command)))
  onCorrect(/^\/api\/stores\/[^/]+\/corrections\/[^/]+$/, (command) => anew(command, correctionIn(command)))
  onCorrect(/^\/api\/transfers\/[^/]+$/, (command) => anew(command, transferIn(command)))
  onCorrect(/^\/api\/transfers\/[^/]+\/arrivals\/[^/]+$/, (command) => anew(command, arrivalIn(command)))
}

interface Place {
  draft: string
  body: unknown
  route: string
}

/** The same deed under an address of its own, which its draft keeps until it is sent. */
async function anew({ url }: Command, { draft, body, route }: Place): Promise<Correction> {
  const fresh = url.replace(/[^/]+$/, uuid7())
  await saveDraft(draft, body)
  await reserveAddress(draft, fresh)
  return { url: fresh, route }
}

const placeOf = (url: string): string => url.split('/')[3]!

function countIn({ url, body }: Command): Place {
  const store = placeOf(url)
  const { lines, estimatedAt } = body as Wire<'CountIn'>
  const counted = lines.map(({ product, baseUnits, countedAt, lots = [] }) =>
    [product, { units: baseUnits, at: countedAt ?? estimatedAt, expiresOn: lots[0]?.expiresOn ?? null }] as const)
  return { draft: draftOf.count(store), body: Object.fromEntries(counted), route: `/stock/${store}/count` }
}

function wasteIn({ url, body }: Command): Place {
  const store = placeOf(url)
  const { reason, note = '', photos = [], lines: [line] } = body as Wire<'WasteIn'>
  const { product, baseUnits, lots = [] } = line!
  return { draft: draftOf.waste(store, product), body: { units: baseUnits, reason, note, photos, lot: lots[0]?.expiresOn ?? null }, route: `/stock/${store}/products/${product}?deed=waste` }
}

function foundIn({ url, body }: Command): Place {
  const issue = placeOf(url)
  const { note = '', photos = [], lines } = body as Wire<'FoundWasteIn'>
  const kept = lines.map(({ product, baseUnits, lots = [] }) => ({ product, units: baseUnits, expiresOn: lots[0]?.expiresOn ?? null }))
  return { draft: draftOf.found(issue), body: { lines: kept, note, photos }, route: `/stock/for-issue/${issue}` }
}

function correctionIn({ url, body }: Command): Place {
  const store = placeOf(url)
  const { note, lines: [line] } = body as Wire<'CorrectionIn'>
  const { product, baseUnits } = line!
  const kept = { direction: baseUnits < 0 ? 'less' : 'more', units: Math.abs(baseUnits), note }
  return { draft: draftOf.correction(store, product), body: kept, route: `/stock/${store}/products/${product}?deed=correct` }
}

function transferIn({ body }: Command): Place {
  const { fromStore, toStore, lines } = body as Wire<'GoodsTransferIn'>
  const units = Object.fromEntries(lines.map(({ product, baseUnits }) => [product, baseUnits]))
  return { draft: draftOf.transfer(fromStore), body: { to: toStore, units }, route: `/stock/${fromStore}/transfers/new` }
}

function arrivalIn({ url, body, opens }: Command): Place {
  const transfer = placeOf(url)
  const arrived = Object.fromEntries((body as Wire<'ArrivalIn'>).lines.map(({ product, baseUnits }) => [product, baseUnits]))
  const store = new URLSearchParams(opens?.split('?')[1]).get('store') ?? ''
  return { draft: draftOf.arrival(transfer), body: arrived, route: `/stock/${store}/transfers?arrive=${transfer}` }
}
