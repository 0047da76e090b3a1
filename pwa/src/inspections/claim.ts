/** Tells the others, as soon as there is a network, that a task which several may do was begun here. */
import { discard, enqueue, removeDraft, saveDraft, stamps, uuid7, type Command, type NewCommand } from '@/offline'
import { draftKey, type VisitDraft } from './draft'

/** In a lane of its own: whatever becomes of it, the visit goes its way. */
export function claimOf({ id, task, claim, store }: VisitDraft): NewCommand {
  const { zh, en } = store.name
  return {
    lane: `claim:${id}`,
    url: `/api/tasks/${task}/claims/${claim ?? id}`,
    body: stamps(),
    title: { zh: `开始巡店：${zh}`, en: `Visit begun: ${en}` },
    opens: `/visit/${id}`,
  }
}

/** Drops a visit, and lets the others know that they need not wait for it; a claim that was refused goes with it. */
export async function dropVisit(draft: VisitDraft, unsent: Command[]): Promise<void> {
  if (!draft.claim) return removeDraft(draftKey(draft.id))
  const claimed = claimOf(draft)
  const refused = unsent.find((row) => row.url === claimed.url && row.state === 'parked')
  if (refused) await discard(refused.seq)
  const { zh, en } = draft.store.name
  const told = { ...claimed, url: `${claimed.url}/giving-up`, body: stamps(), title: { zh: `放弃巡店：${zh}`, en: `Visit dropped: ${en}` }, opens: '/today' }
  await enqueue(refused ? [] : [told], () => removeDraft(draftKey(draft.id)))
}

/** Puts a dropped visit back, and tells the others anew. */
export async function takeUpAgain(dropped: VisitDraft): Promise<void> {
  const draft = dropped.claim ? { ...dropped, claim: uuid7() } : dropped
  await enqueue(draft.claim ? [claimOf(draft)] : [], () => saveDraft(draftKey(draft.id), draft))
}
