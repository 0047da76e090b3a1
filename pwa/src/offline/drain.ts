/** Sends what waits, one drain at a time over all tabs. */
import { shallowRef } from 'vue'
import { ask, reachable, signInNeeded, type Reply } from './api'
import { atomically, db, readSetting, type Command, type LastError } from './db'
import { LONGEST_WAIT, pauseAfter, restAfter } from './lanes'
import { Line } from './line'
import type { Problem } from './problem'
import type { Me } from './session'
import { isFull } from './space'

export type Delivered = (command: Command, reply: unknown) => Promise<void>

const listeners: { prefix: string; handler: Delivered }[] = []
const RECORD_TIMEOUT = 30_000
const PHOTO_TIMEOUT = 120_000
const KNOCK_TIMEOUT = 5000
/** So many writes in a row without a useful answer, each in a lane of its own: the server wants rest, not more of them. */
export const IN_A_ROW = 6

/** When the first pause of what waits is over; null when nothing waits, or while nobody answers. */
export const wakeAt = shallowRef<number | null>(null)

/** Calls `handler` in the transaction that removes a delivered command; it may await only database work. */
export function onDelivered(urlPrefix: string, handler: Delivered): void {
  listeners.push({ prefix: urlPrefix, handler })
}

let queued: Promise<void> | null = null

/** Drains soon; calls made while a drain waits for its turn share that turn. */
export function requestDrain(): Promise<void> {
  queued ??= Promise.resolve().then(() => inTurn(async () => {
    queued = null
    await drain()
  })).catch((failure: unknown) => {
    queued = null
    console.error('Sending stopped', failure)
  })
  return queued
}

let lastTurn: Promise<unknown> = Promise.resolve()

/** One at a time over all tabs, also for signing in and out: the cookie must not change under a drain. */
export function inTurn<T>(deed: () => Promise<T>): Promise<T> {
  if (globalThis.navigator?.locks) return navigator.locks.request('storewalk-outbox', deed) as Promise<T>
  const turn = lastTurn.then(deed, deed)
  lastTurn = turn.catch(() => {})
  return turn
}

type Outcome = 'answered' | 'unanswered' | 'stop'

async function drain(): Promise<void> {
  wakeAt.value = null
  const me = await readSetting<Me>('me')
  if (!me || signInNeeded.value) return
  if (reachable.value === false && !(await somebodyAnswers())) return
  const line = new Line(me.id)
  let inARow = 0
  for (;;) {
    const command = await line.take()
    if (!command) return void (wakeAt.value = line.wakesAt())
    const outcome = await sendOne(line, command)
    if (outcome === 'stop') return
    inARow = outcome === 'unanswered' ? inARow + 1 : 0
    if (inARow === IN_A_ROW) return void (wakeAt.value = await rest(me.id, command.attempts - 1))
  }
}

/** Lets everything of this person wait for a while, in all tabs, and returns until when. */
async function rest(person: string, attempts: number): Promise<number> {
  const until = Date.now() + restAfter(attempts)
  await db.outbox.where('person').equals(person).and((row) => row.state !== 'parked' && row.nextAt < until).modify({ nextAt: until })
  return until
}

async function sendOne(line: Line, command: Command): Promise<Outcome> {
  const reply = await send(command)
  switch (reply.kind) {
    case 'ok':
      await settle(line, command, reply.data)
      return 'answered'
    case 'refused':
      if (wasDamagedOnTheWay(command, reply.problem)) await postpone(line, command, reply.problem, null)
      else await line.change(command.seq, { state: 'parked', problem: reply.problem, lastError: asError(reply.problem) })
      return 'answered'
    case 'signIn':
      await line.change(command.seq, { state: 'waiting', attempts: command.attempts - 1 })
      return 'stop'
    case 'unchanged':
    case 'unreachable':
      await postpone(line, command, asProblem(reply), reply.kind === 'unreachable' ? reply.retryAfter : null)
      return asProblem(reply).status !== null || (await somebodyAnswers()) ? 'unanswered' : 'stop'
  }
}

/** One lost answer holds up its own lane; whether the others may go on is asked with a request that costs nothing. */
async function somebodyAnswers(): Promise<boolean> {
  return (await ask('GET', '/api/health', { timeout: KNOCK_TIMEOUT })).kind === 'ok'
}

/** A photo whose bytes arrived broken is worth sending again, a few times. */
function wasDamagedOnTheWay(command: Command, problem: Problem): boolean {
  return problem.type.endsWith('/photo-name-mismatch') && command.attempts < 5
}

async function send(command: Command): Promise<Reply<unknown>> {
  if (command.photo === null) return ask('PUT', command.url, { body: command.body, timeout: RECORD_TIMEOUT, person: command.person })
  const photo = await db.photos.get([command.person, command.photo])
  if (!photo) return { kind: 'refused', problem: lostPhoto }
  return ask('PUT', command.url, { blob: photo.blob, timeout: PHOTO_TIMEOUT, person: command.person })
}

const lostPhoto = { type: '/problems/photo-lost', title: '', status: 410, fields: [] }

async function postpone(line: Line, command: Command, why: Pick<LastError, 'status' | 'type'>, told: number | null): Promise<void> {
  const pause = Math.max(pauseAfter(command.attempts), Math.min(told ?? 0, LONGEST_WAIT))
  await line.change(command.seq, { state: 'waiting', nextAt: Date.now() + pause, lastError: asError(why) })
}

const asError = ({ status, type }: Pick<LastError, 'status' | 'type'>): LastError => ({ at: Date.now(), status, type })
const asProblem = (reply: Reply<unknown>): Pick<LastError, 'status' | 'type'> =>
  ({ status: reply.kind === 'unreachable' ? reply.status : null, type: 'about:blank' })

/** A feature that cannot take the answer in must not stop the queue: the same answer is asked for again later. */
async function settle(line: Line, command: Command, reply: unknown): Promise<void> {
  try {
    await remove(command, reply)
    line.forget(command)
  } catch (failure) {
    console.error(`The answer to ${command.url} was not taken in`, failure)
    await postpone(line, command, { status: null, type: isFull(failure) ? 'phone-full' : 'not-taken-in' }, null)
  }
}

async function remove(command: Command, reply: unknown): Promise<void> {
  await atomically(async () => {
    for (const { prefix, handler } of listeners) {
      if (command.url.startsWith(prefix)) await handler(command, reply)
    }
    if (command.photo) await db.photos.update([command.person, command.photo], { deliveredAt: Date.now() })
    await db.outbox.where('replacedBy').equals(command.url).and((row) => row.person === command.person).delete()
    await db.outbox.delete(command.seq)
  })
}
