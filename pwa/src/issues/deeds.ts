/** What people do about issues; each is kept on the phone first and sent when there is a network. */
import { t, type Bilingual, type MessageKey } from '@/i18n'
import { enqueue, reachable, removeDraft, stamps, type NewCommand, type NewPhoto } from '@/offline'
import type { Wire } from '@/wire'
import { toast } from '@/ui/toast'

type Stamped = 'deviceAt' | 'estimatedAt'
type Deed = { id: string; title: Bilingual }

/** Sends a fix with its photos; the draft goes in the same breath. */
export function sendFix(issue: Deed, fix: string, body: Omit<Wire<'FixIn'>, Stamped>, draft: string): Promise<void> {
  const url = `/api/issues/${issue.id}/fixes/${fix}`
  return send(issue, url, body, { zh: `整改：${issue.title.zh}`, en: `Fix: ${issue.title.en}` }, draft)
}

/** Sends a verdict in the lane of the issue: it arrives after the fix it speaks of. */
export function sendVerdict(
  issue: Deed, fix: string, body: Omit<Wire<'VerificationIn'>, Stamped>, draft: string | null = null,
): Promise<void> {
  const words = body.verdict === 'verified' ? { zh: '复核通过', en: 'Verified' } : { zh: '驳回', en: 'Rejected' }
  const title = { zh: `${words.zh}：${issue.title.zh}`, en: `${words.en}: ${issue.title.en}` }
  return send(issue, `/api/issues/${issue.id}/fixes/${fix}/verification`, body, title, draft)
}

export function raiseIssue(id: string, body: Omit<Wire<'IssueIn'>, Stamped>, draft: string): Promise<void> {
  const title = { zh: body.title, en: body.title }
  return send({ id, title }, `/api/issues/${id}`, body, { zh: `开单：${body.title}`, en: `Issue: ${body.title}` }, draft)
}

async function send(issue: Deed, url: string, body: { photos?: string[] }, title: Bilingual, draft: string | null): Promise<void> {
  const lane = `issue:${issue.id}`
  const opens = `/issues/${issue.id}`
  const photos: NewPhoto[] = (body.photos ?? []).map((sha256) => ({ lane, sha256, title, opens }))
  const record: NewCommand = { lane, url, body: { ...body, ...stamps() }, title, opens }
  await enqueue([...photos, record], async () => {
    if (draft) await removeDraft(draft)
  })
}

/** Says what happened; without a network also what will. */
export function confirmDeed(offline: MessageKey): void {
  toast(t(reachable.value === false ? offline : 'issues.handedIn'), { tone: 'good' })
}
