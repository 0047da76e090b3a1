/** Takes receipts up as they come, and asks for a newer one when photos arrived after it. */
import { defineAsyncComponent, effectScope, watch } from 'vue'
import {
  ask, coverPhotos, onCorrect, onDelivered, readDraft, reachable, refreshDocument, removeDraft, saveDraft, useDrafts, useUnsent,
  type Draft,
} from '@/offline'
import { addCompanyCard } from '@/company-cards'
import { addSettingsCard } from '@/settings-cards'
import type { Wire } from '@/wire'
import { correctVisit } from './hand-in'
import { handedKey, manifestOf, type VisitDraft } from './draft'
import { stillHere } from './receipt'

const KEPT = 14 * 86_400_000

export function registerInspections(): void {
  onCorrect(/^\/api\/inspections\/[^/]+$/, correctVisit)
  addCompanyCard(defineAsyncComponent(() => import('./VisitRulesCard.vue')))
  addSettingsCard(defineAsyncComponent(() => import('./CheckInCodeCard.vue')))
  onDelivered('/api/inspections/', async (command, reply) => {
    const receipt = reply as Wire<'ReceiptOut'>
    await keepReceipt(receipt.inspection, receipt)
    // Not here: this runs inside the transaction that takes the command away.
    if (command.url.includes('/amendments/')) setTimeout(() => void refreshDocument(`/api/inspections/${receipt.inspection}`))
  })
  effectScope(true).run(() => {
    const [drafts, unsent] = [useDrafts('handed:'), useUnsent()]
    watch([drafts, unsent, reachable], () => {
      const waiting = new Set(unsent.value.map((command) => command.url))
      for (const draft of drafts.value) void follow(draft, waiting)
    })
  })
}

/** Inside the transaction that removes the command, too: database work only. */
async function keepReceipt(id: string, receipt: Wire<'ReceiptOut'>): Promise<void> {
  const draft = await readDraft<VisitDraft>(handedKey(id))
  if (draft) await saveDraft(handedKey(id), { ...draft, receipt })
  if (draft?.replaces) await removeDraft(handedKey(draft.replaces))
  await coverPhotos(receipt.held, id)
}

const asking = new Set<string>()

async function follow(row: Draft, waiting: ReadonlySet<string>): Promise<void> {
  const draft = row.body as VisitDraft
  if (!draft.receipt) return
  const here = stillHere(manifestOf(draft), draft.receipt)
  if (here.length === 0) return Date.now() - row.updatedAt > KEPT ? removeDraft(row.id) : undefined
  const allSent = here.every((photo) => !waiting.has(`/api/photos/${photo}`))
  if (!allSent || reachable.value === false || asking.has(draft.id)) return
  asking.add(draft.id)
  const reply = await ask<Wire<'ReceiptOut'>>('GET', `/api/inspections/${draft.id}/receipt`)
  if (reply.kind === 'ok' && stillHere(here, reply.data).length < here.length) await keepReceipt(draft.id, reply.data)
  // What the server still does not hold is asked for again when something else changes, not at once.
  setTimeout(() => asking.delete(draft.id), 10_000)
}

