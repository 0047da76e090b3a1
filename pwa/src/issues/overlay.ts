/** Lays what waits on this phone over what the server said; pure. */
import type { Command } from '@/offline'
import type { Wire } from '@/wire'
import { dueAfter } from '@/issues/deadline'
import { follow, stillMay, type Kind } from '@/issues/lifecycle'

export type IssueCard = Wire<'IssueCard'>
export type IssueOut = Wire<'IssueOut'>
type FixIn = Wire<'FixIn'>
type VerificationIn = Wire<'VerificationIn'>
type IssueIn = Wire<'IssueIn'>

/** A write that has not arrived; refused ones stay visible and change nothing. */
export type Unsent = Pick<Command, 'state' | 'problem'>
export type ShownVerdict = Wire<'VerificationOut'> & { unsent: Unsent | null }
export type ShownFix = Omit<Wire<'FixOut'>, 'verification'> & { verification: ShownVerdict | null; unsent: Unsent | null }
export type ShownStep = Wire<'StepOut'> & { unsent: Unsent | null }
export type ShownIssue = Omit<IssueOut, 'fixes' | 'steps'> & { fixes: ShownFix[]; steps: ShownStep[]; unsent: Unsent | null }
export type UnsentDeed = 'raised' | Kind
export type ShownCard = IssueCard & { deed: UnsentDeed | null; parked: boolean }

interface Doer {
  id: string
  name: string
}

const ADDRESS = /^\/api\/issues\/([\w-]+)(?:\/([a-z-]+)\/([\w-]+)(?:\/(verification|decision))?)?$/
const KINDS: Record<string, Kind> = {
  fixes: 'fixed', acknowledgements: 'acknowledged', comments: 'commented', 'cannot-fixes': 'cannot_fix', disputes: 'disputed',
  invitations: 'invited', transfers: 'transferred', cancellations: 'cancelled', reopenings: 'reopened', wastes: 'wasted', counts: 'counted',
}

interface Deed {
  issue: string
  /** The id that the phone made up, or the step that a verdict or a decision is about. */
  id: string
  kind: UnsentDeed
  command: Command
}

interface AnyDeed {
  round?: number
  note?: string
  reason?: string
  photos?: string[]
  verdict?: string
  deviceAt: string
  estimatedAt: string
}

/** Reads what a waiting write would do; null for a photo or anything of another feature. */
export function readDeed(command: Command): Deed | null {
  const [, issue, nouns, id, about] = ADDRESS.exec(command.url) ?? []
  if (!issue || issue === 'nudges') return null
  if (!nouns) return { issue, id: issue, kind: 'raised', command }
  const asked = KINDS[nouns]
  if (!asked) return null
  const { verdict } = command.body as AnyDeed
  const decided = nouns === 'disputes' ? `dispute_${verdict}` : `cannot_fix_${verdict}`
  const kind = about === 'verification' ? verdict : about === 'decision' ? decided : asked
  return { issue, id: id!, kind: kind as Kind, command }
}

/** The issue as it will be once everything has arrived, each unsent line marked. */
export function layOver(issue: IssueOut, commands: Command[], me: Doer): ShownIssue {
  const fixes = issue.fixes.map((fix) => ({ ...fix, verification: marked(fix.verification), unsent: null }))
  // A copy that an older version of the app has kept knows neither steps nor deeds.
  const steps = (issue.steps ?? []).map((step) => ({ ...step, unsent: null }))
  const shown: ShownIssue = { ...issue, fixes, steps, may: issue.may ?? [], unsent: null }
  for (const deed of commands.map(readDeed)) {
    if (deed?.issue !== issue.id) continue
    if (deed.kind === 'raised') shown.unsent = deed.command
    else layStep(shown, deed, deed.kind, me)
  }
  return shown
}

function marked(verdict: Wire<'VerificationOut'> | null): ShownVerdict | null {
  return verdict && { ...verdict, unsent: null }
}

function layStep(issue: ShownIssue, deed: Deed, kind: Kind, me: Doer): void {
  if (kind === 'fixed' && !layFix(issue, deed, me)) return
  if ((kind === 'verified' || kind === 'rejected') && !layVerdict(issue, deed, me)) return
  // A verdict or a decision comes under the id of the step that it is about.
  if (issue.steps.some((step) => step.kind === kind && (step.id === deed.id || step.about === deed.id))) return
  const sent = deed.command.body as AnyDeed
  const round = sent.round ?? issue.round
  const after = deed.command.state === 'parked' ? null : follow(issue, kind, round)
  issue.steps.push({
    id: `${deed.id}/${kind}`, number: issue.steps.length + 1, kind, round, person: me.id, personName: me.name, about: deed.id,
    words: sent.reason ?? sent.note ?? '', photos: sent.photos ?? [], details: goodsIn(kind, deed.command), tookEffect: true,
    status: after?.status ?? issue.status, deviceAt: sent.deviceAt, receivedAt: sent.estimatedAt, unsent: deed.command,
    afterMove: false,
  })
  if (!after) return
  Object.assign(issue, after, { may: stillMay(issue.may, after.status), paused: after.status === 'disputed' })
  issue.mayFix &&= issue.may.includes('fix')
  issue.mayVerify &&= issue.may.includes('verify')
}

/** What a thread says of goods, as far as this phone can say it before the server does. */
function goodsIn(kind: Kind, { title }: Command): Record<string, string> {
  return kind === 'wasted' || kind === 'counted' ? { zh: title.zh, en: title.en } : {}
}

/** False when the fix has arrived meanwhile. */
function layFix(issue: ShownIssue, { id, command }: Deed, me: Doer): boolean {
  if (issue.fixes.some((one) => one.id === id)) return false
  const sent = command.body as FixIn
  issue.fixes.push({
    id, round: sent.round, note: sent.note ?? '', photos: sent.photos ?? [], person: me.id, personName: me.name,
    deviceAt: sent.deviceAt, receivedAt: sent.estimatedAt, verification: null, unsent: command,
  })
  return true
}

/** False when there is nothing here to judge, or it was judged meanwhile. */
function layVerdict(issue: ShownIssue, { id, command }: Deed, me: Doer): boolean {
  const about = issue.fixes.find((one) => one.id === id)
  const sent = command.body as VerificationIn
  if (!about || about.verification) return false
  about.verification = {
    verdict: sent.verdict, reason: sent.reason ?? '', photos: sent.photos ?? [], person: me.id, personName: me.name,
    deviceAt: sent.deviceAt, receivedAt: sent.estimatedAt, unsent: command,
  }
  return true
}

/** A card of a list as it will be; the newest unsent deed is named on it. */
export function layOverCard(card: IssueCard, commands: Command[]): ShownCard {
  const shown: ShownCard = { ...card, deed: null, parked: false }
  for (const deed of commands.map(readDeed)) {
    if (deed?.issue !== card.id) continue
    shown.deed = deed.kind
    shown.parked = deed.command.state === 'parked'
    if (shown.parked || deed.kind === 'raised') continue
    const { round } = deed.command.body as AnyDeed
    Object.assign(shown, follow(shown, deed.kind, round ?? shown.round) ?? {})
  }
  return shown
}

/** What lists show of an issue. */
export function cardOf(issue: IssueOut): IssueCard {
  const { id, number, store, storeName, question, title, severity, category, redLine, status, round } = issue
  const { raisedAt, dueAt, overdue, cover, products, paused, recurrence, probationLeft, owner } = issue
  return {
    id, number, store, storeName, question, title, severity, category, redLine, status, round, raisedAt, dueAt, overdue, cover, products,
    paused, recurrence, probationLeft, owner,
  }
}

/** An issue that only this phone knows; `storeName` and `mayFix` are what its person may know and do. */
export function issueFromWaiting(command: Command, me: Doer, storeName: IssueCard['storeName'], mayFix: boolean): IssueOut | null {
  const deed = readDeed(command)
  if (deed?.kind !== 'raised') return null
  const sent = command.body as IssueIn
  const severity = sent.severity ?? 'medium'
  return {
    id: deed.issue, number: 0, store: sent.store, storeName, title: { zh: sent.title, en: sent.title }, severity,
    category: sent.category ?? 'general', redLine: null, status: 'open', round: 1, raisedAt: sent.estimatedAt,
    dueAt: dueAfter(severity, Date.parse(sent.estimatedAt)), overdue: false, cover: sent.photos?.[0] ?? null,
    products: sent.products ?? [], note: sent.note ?? '', photos: sent.photos ?? [], referencePhoto: null, inspection: null,
    question: '', raisedBy: me.id, raisedByName: me.name, afterMove: false, fixes: [], steps: [], version: 0, paused: false, recurrence: 0,
    probationLeft: 0, owner: null, ownerName: null, ownerRole: null, replyBy: null, rootCause: null, confidential: false,
    reporter: null, origin: null, widespread: null, mayFix, mayVerify: false, may: mayFix ? ['comment', 'fix', 'acknowledge'] : ['comment'],
  }
}
