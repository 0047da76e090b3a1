/** Lays what waits on this phone over what the server said; pure. */
import type { Command } from '@/offline'
import type { Wire } from '@/wire'
import { dueAfter } from '@/issues/deadline'

export type IssueCard = Wire<'IssueCard'>
export type IssueOut = Wire<'IssueOut'>
type FixIn = Wire<'FixIn'>
type VerificationIn = Wire<'VerificationIn'>
type IssueIn = Wire<'IssueIn'>

/** A write that has not arrived; refused ones stay visible and change nothing. */
export type Unsent = Pick<Command, 'state' | 'problem'>
export type ShownVerdict = Wire<'VerificationOut'> & { unsent: Unsent | null }
export type ShownFix = Omit<Wire<'FixOut'>, 'verification'> & { verification: ShownVerdict | null; unsent: Unsent | null }
export type ShownIssue = Omit<IssueOut, 'fixes'> & { fixes: ShownFix[]; unsent: Unsent | null }
export type UnsentDeed = 'raised' | 'fix' | 'verified' | 'rejected'
export type ShownCard = IssueCard & { deed: UnsentDeed | null; parked: boolean }

interface Doer {
  id: string
  name: string
}

const ADDRESS = /^\/api\/issues\/([\w-]+)(?:\/fixes\/([\w-]+)(\/verification)?)?$/

interface Deed {
  issue: string
  fix: string | null
  kind: 'raise' | 'fix' | 'verdict'
  command: Command
}

/** Reads what a waiting write would do; null for a photo or anything of another feature. */
export function readDeed(command: Command): Deed | null {
  const [, issue, fix, verdict] = ADDRESS.exec(command.url) ?? []
  if (!issue) return null
  return { issue, fix: fix ?? null, kind: verdict ? 'verdict' : fix ? 'fix' : 'raise', command }
}

/** The issue as it will be once everything has arrived, each unsent line marked. */
export function layOver(issue: IssueOut, commands: Command[], me: Doer): ShownIssue {
  const fixes = issue.fixes.map((fix) => ({ ...fix, verification: marked(fix.verification), unsent: null }))
  const shown: ShownIssue = { ...issue, fixes, unsent: null }
  for (const deed of commands.map(readDeed)) {
    if (deed?.issue !== issue.id) continue
    if (deed.kind === 'raise') shown.unsent = deed.command
    if (deed.kind === 'fix') layFix(shown, deed, me)
    if (deed.kind === 'verdict') layVerdict(shown, deed, me)
  }
  return shown
}

function marked(verdict: Wire<'VerificationOut'> | null): ShownVerdict | null {
  return verdict && { ...verdict, unsent: null }
}

function layFix(issue: ShownIssue, { fix, command }: Deed, me: Doer): void {
  if (issue.fixes.some((one) => one.id === fix)) return
  const sent = command.body as FixIn
  issue.fixes.push({
    id: fix!, round: sent.round, note: sent.note ?? '', photos: sent.photos ?? [], person: me.id, personName: me.name,
    deviceAt: sent.deviceAt, receivedAt: sent.estimatedAt, verification: null, unsent: command,
  })
  if (command.state === 'parked' || issue.status !== 'open') return
  Object.assign(issue, { status: 'fixed', mayFix: false })
}

function layVerdict(issue: ShownIssue, { fix, command }: Deed, me: Doer): void {
  const about = issue.fixes.find((one) => one.id === fix)
  const sent = command.body as VerificationIn
  if (!about || about.verification) return
  about.verification = {
    verdict: sent.verdict, reason: sent.reason ?? '', photos: sent.photos ?? [], person: me.id, personName: me.name,
    deviceAt: sent.deviceAt, receivedAt: sent.estimatedAt, unsent: command,
  }
  if (command.state === 'parked') return
  issue.mayVerify = false
  if (sent.verdict === 'verified') issue.status = 'closed'
  else Object.assign(issue, { status: 'open', round: issue.round + 1 })
}

/** A card of a list as it will be; the newest unsent deed is named on it. */
export function layOverCard(card: IssueCard, commands: Command[]): ShownCard {
  const shown: ShownCard = { ...card, deed: null, parked: false }
  for (const deed of commands.map(readDeed)) {
    if (deed?.issue !== card.id) continue
    shown.deed = nameOf(deed)
    shown.parked = deed.command.state === 'parked'
    if (!shown.parked) Object.assign(shown, statusAfter(shown.deed, shown))
  }
  return shown
}

function nameOf(deed: Deed): UnsentDeed {
  if (deed.kind === 'raise') return 'raised'
  return deed.kind === 'fix' ? 'fix' : (deed.command.body as VerificationIn).verdict
}

function statusAfter(deed: UnsentDeed, { status, round }: IssueCard): Pick<IssueCard, 'status' | 'round'> {
  switch (deed) {
    case 'raised': return { status, round }
    case 'fix': return { status: status === 'open' ? 'fixed' : status, round }
    case 'verified': return { status: 'closed', round }
    case 'rejected': return { status: 'open', round: round + 1 }
  }
}

/** What lists show of an issue. */
export function cardOf(issue: IssueOut): IssueCard {
  const { id, number, store, storeName, title, severity, category, redLine, status, round } = issue
  const { raisedAt, dueAt, overdue, cover, products } = issue
  return { id, number, store, storeName, title, severity, category, redLine, status, round, raisedAt, dueAt, overdue, cover, products }
}

/** An issue that only this phone knows; `storeName` and `mayFix` are what its person may know and do. */
export function issueFromWaiting(command: Command, me: Doer, storeName: IssueCard['storeName'], mayFix: boolean): IssueOut | null {
  const deed = readDeed(command)
  if (deed?.kind !== 'raise') return null
  const sent = command.body as IssueIn
  const severity = sent.severity ?? 'medium'
  return {
    id: deed.issue, number: 0, store: sent.store, storeName, title: { zh: sent.title, en: sent.title }, severity,
    category: sent.category ?? 'general', redLine: null, status: 'open', round: 1, raisedAt: sent.estimatedAt,
    dueAt: dueAfter(severity, Date.parse(sent.estimatedAt)), overdue: false, cover: sent.photos?.[0] ?? null,
    products: sent.products ?? [], note: sent.note ?? '', photos: sent.photos ?? [], referencePhoto: null, inspection: null,
    question: '', raisedBy: me.id, raisedByName: me.name, fixes: [], mayFix, mayVerify: false,
  }
}
