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

/** Asks somebody outside the company; the letter leaves once this has arrived. */
export function sendInvitation(issue: Deed & { version: number }, id: string, body: Omit<Wire<'InvitationIn'>, Stamped | 'basedOn'>): Promise<void> {
  const title = { zh: `邀请 ${body.name}：${issue.title.zh}`, en: `${body.name} asked: ${issue.title.en}` }
  const based = issue.version > 0 ? { basedOn: issue.version } : {}
  return send(issue, `/api/issues/${issue.id}/invitations/${id}`, { ...body, ...based }, title, `invite:${issue.id}`)
}

/** What people do besides fixing and verifying, each under a noun of its own. */
export type WordDeed =
  | 'acknowledge' | 'comment' | 'cannot_fix' | 'dispute' | 'transfer' | 'cancel' | 'reopen' | 'decide_dispute' | 'decide_cannot_fix'

const NOUNS: Record<WordDeed, string> = {
  acknowledge: 'acknowledgements', comment: 'comments', cannot_fix: 'cannot-fixes', dispute: 'disputes', transfer: 'transfers',
  cancel: 'cancellations', reopen: 'reopenings', decide_dispute: 'disputes', decide_cannot_fix: 'cannot-fixes',
}
const NAMES: Record<WordDeed, Bilingual> = {
  acknowledge: { zh: '确认', en: 'Acknowledged' }, comment: { zh: '留言', en: 'Comment' }, cannot_fix: { zh: '无法整改', en: 'Cannot fix' },
  dispute: { zh: '申诉', en: 'Dispute' }, transfer: { zh: '转交', en: 'Handed over' }, cancel: { zh: '撤销', en: 'Cancelled' },
  reopen: { zh: '重新打开', en: 'Reopened' }, decide_dispute: { zh: '申诉裁定', en: 'Dispute decided' },
  decide_cannot_fix: { zh: '无法整改的处理', en: 'Cannot fix, decided' },
}

/** Sends any other deed in the lane of the issue; a decision names the step that it is about as its id. */
export function sendDeed(
  issue: Deed & { version: number }, deed: WordDeed, id: string, body: { photos?: string[] } & Record<string, unknown>, draft: string | null = null,
): Promise<void> {
  const end = deed.startsWith('decide_') ? '/decision' : ''
  const title = { zh: `${NAMES[deed].zh}：${issue.title.zh}`, en: `${NAMES[deed].en}: ${issue.title.en}` }
  const based = issue.version > 0 ? { basedOn: issue.version } : {}
  return send(issue, `/api/issues/${issue.id}/${NOUNS[deed]}/${id}${end}`, { ...body, ...based }, title, draft)
}

async function send(issue: Deed, url: string, body: { photos?: string[] } & Record<string, unknown>, title: Bilingual, draft: string | null): Promise<void> {
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
