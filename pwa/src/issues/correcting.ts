/** What was refused about an issue is corrected as something new; where the deed no longer fits, its words and photos become a comment. */
import { onCorrect, readDocument, readDraft, saveDraft, uuid7, type Command, type Correction } from '@/offline'
import type { WordDeed } from '@/issues/deeds'
import type { DeedName } from '@/issues/lifecycle'
import type { IssueOut } from '@/issues/overlay'
import type { Wire } from '@/wire'

interface Sent {
  note?: string
  reason?: string
  photos?: string[]
  verdict?: string
  severity?: string
  owner?: string | null
  ownerRole?: string | null
  proposedOwner?: string | null
  proposedRole?: string | null
}

const DEEDS: Record<string, WordDeed> = {
  acknowledgements: 'acknowledge', comments: 'comment', 'cannot-fixes': 'cannot_fix', disputes: 'dispute', transfers: 'transfer',
  cancellations: 'cancel', reopenings: 'reopen',
}

export function registerCorrections(): void {
  onCorrect(/^\/api\/issues\/[^/]+$/, correctIssue)
  onCorrect(/^\/api\/issues\/[^/]+\/fixes\/[^/]+$/, correctFix)
  onCorrect(/^\/api\/issues\/[^/]+\/fixes\/[^/]+\/verification$/, correctVerdict)
  onCorrect(/^\/api\/issues\/[^/]+\/invitations\/[^/]+$/, correctInvitation)
  onCorrect(/^\/api\/issues\/[^/]+\/[a-z-]+\/[^/]+(\/decision)?$/, correctDeed)
}

/** A refused issue becomes a new one in a draft of its own, so that one being written stays as it is. */
async function correctIssue({ body }: Command): Promise<Correction> {
  const id = uuid7()
  const { store, title, note = '', severity = 'medium', category = 'general', photos = [], products = [] } = body as Wire<'IssueIn'>
  await saveDraft(newIssueDraft(id), { id, store, title, note, severity, category, photos, products })
  return { url: `/api/issues/${id}`, route: `/issues/new?as=${id}` }
}

export const newIssueDraft = (as: string): string => (as ? `issue:new:${as}` : 'issue:new')

/** A refused fix begins anew under another id, unless another one is being written already. */
async function correctFix({ url, body }: Command): Promise<Correction> {
  const issue = url.split('/')[3]!
  if (!(await fits(issue, 'fix'))) return asComment(issue, body as Sent)
  const draft = `fix:${issue}`
  const begun = await readDraft<{ id: string }>(draft)
  const id = begun?.id ?? uuid7()
  const { note, photos } = body as Wire<'FixIn'>
  if (!begun) await saveDraft(draft, { id, note: note ?? '', photos: photos ?? [] })
  return { url: `/api/issues/${issue}/fixes/${id}`, route: `/issues/${issue}?deed=fix` }
}

/** A verdict is given about the newest fix, where there is one to judge. */
async function correctVerdict({ url, body }: Command): Promise<Correction> {
  const [, , , issue, , judged] = url.split('/') as [string, string, string, string, string, string]
  const sent = body as Sent
  if (!(await fits(issue, 'verify'))) return asComment(issue, sent)
  const newest = (await readDocument<IssueOut>(`/api/issues/${issue}`))?.fixes.at(-1)?.id ?? judged
  const draft = `verdict:${newest}`
  const rejected = sent.verdict === 'rejected'
  if (rejected && !(await readDraft(draft))) await saveDraft(draft, { reason: sent.reason ?? '', photos: sent.photos ?? [] })
  return { url: `/api/issues/${issue}/fixes/${newest}/verification`, route: `/issues/${issue}${rejected ? '?deed=reject' : ''}` }
}

/** A refused invitation is filled in again with its words; mostly it is the address that nobody has. */
async function correctInvitation({ url, body }: Command): Promise<Correction> {
  const issue = url.split('/')[3]!
  const id = uuid7()
  const { name, email, note = '', days = 7, locale = 'zh' } = body as Wire<'InvitationIn'>
  await saveDraft(invitationDraft(issue), { id, name, email, note, days: String(days), locale })
  return { url: `/api/issues/${issue}/invitations/${id}`, route: `/issues/${issue}?deed=invite` }
}

export const invitationDraft = (issue: string): string => `invite:${issue}`

async function correctDeed({ url, body }: Command): Promise<Correction | null> {
  const [, , , issue, nouns, about, decision] = url.split('/') as [string, string, string, string, string, string, string?]
  const plain = DEEDS[nouns]
  if (!plain) return null
  const deed = decision ? (`decide_${plain}` as WordDeed) : plain
  const sent = body as Sent
  if (!(await fits(issue, deed))) return asComment(issue, sent)
  const id = await keepWords(issue, deed, sent)
  return { url: `/api/issues/${issue}/${nouns}/${decision ? `${about}/decision` : id}`, route: `/issues/${issue}?deed=${deed}` }
}

async function asComment(issue: string, sent: Sent): Promise<Correction> {
  const id = await keepWords(issue, 'comment', sent)
  return { url: `/api/issues/${issue}/comments/${id}`, route: `/issues/${issue}?deed=comment` }
}

/** Puts the words where their sheet takes them up; what is being written there already stays, and these follow it. */
async function keepWords(issue: string, deed: WordDeed, sent: Sent): Promise<string> {
  const key = `deed:${deed}:${issue}`
  const begun = await readDraft<{ id: string; words: string; photos: string[] }>(key)
  const id = begun?.id ?? uuid7()
  const words = [begun?.words, sent.reason ?? sent.note].filter((one) => one?.trim()).join('\n')
  const photos = [...new Set([...(begun?.photos ?? []), ...(sent.photos ?? [])])]
  const choices = {
    verdict: sent.verdict ?? '', severity: sent.severity ?? '', owner: sent.owner ?? sent.proposedOwner ?? '',
    ownerRole: sent.ownerRole ?? sent.proposedRole ?? '',
  }
  await saveDraft(key, { ...choices, ...begun, id, words, photos })
  return id
}

/** Whether the deed can be done as far as this phone knows; one that knows nothing lets the server say. */
async function fits(issue: string, deed: DeedName): Promise<boolean> {
  const held = await readDocument<IssueOut>(`/api/issues/${issue}`)
  return held?.may?.includes(deed) ?? true
}
