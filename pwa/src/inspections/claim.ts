/** Tells the others, as soon as there is a network, that a task which several may do was begun here. */
import { stamps, type NewCommand } from '@/offline'
import type { VisitDraft } from './draft'

/** In a lane of its own: whatever becomes of it, the visit goes its way. */
export function claimOf({ id, task, store }: VisitDraft): NewCommand {
  const { zh, en } = store.name
  return {
    lane: `claim:${id}`,
    url: `/api/tasks/${task}/claims/${id}`,
    body: stamps(),
    title: { zh: `开始巡店：${zh}`, en: `Visit begun: ${en}` },
    opens: `/visit/${id}`,
  }
}
