/** Puts a whole document into the draft of a new checklist. */
import { ask, uuid7, type Problem } from '@/offline'
import type { Wire } from '@/wire'

export async function beginDraft(document: unknown): Promise<{ checklist: string } | { problem: Problem | null }> {
  const checklist = uuid7()
  const body = { saveId: uuid7(), revision: 0, basedOn: null, document }
  const reply = await ask<Wire<'DraftSaved'>>('PUT', `/api/checklists/${checklist}/draft`, { body, timeout: 60_000 })
  if (reply.kind === 'ok') return { checklist }
  return { problem: reply.kind === 'refused' || reply.kind === 'signIn' ? reply.problem : null }
}
