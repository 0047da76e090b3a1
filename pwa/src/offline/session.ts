/** Who uses this phone; remembered, so that work goes on without a network and after a session has ended. */
import { ref, shallowRef } from 'vue'
import { ask, photoCache, showPhotosOf, signInNeeded, type Reply } from './api'
import { atomically, db, readSetting, writeSetting } from './db'
import { inTurn, requestDrain } from './drain'
import type { Problem } from './problem'
import { persist, reserve } from './space'
import type { Wire } from '@/wire'

export type Me = Wire<'Me'>
export type Role = Wire<'Role'>
export type StoreCard = Wire<'StoreCard'>
export type SignInResult = 'done' | 'unreachable' | 'tooMany' | { problem: Problem }

/** Who has used this phone, by id, to say whose work still lies on it. */
export type Names = Record<string, string>

export const me = shallowRef<Me | null>(null)
export const lastLogin = ref('')

/** Takes up who was signed in when the phone was last used. */
export async function recallSession(): Promise<void> {
  me.value = await readSetting<Me>('me')
  void showPhotosOf(me.value?.id ?? null)
  lastLogin.value = (await readSetting<string>('lastLogin')) ?? ''
}

/** Signs in by name and password. */
export function signIn(login: string, password: string): Promise<SignInResult> {
  return openSession(() => ask<Me>('POST', '/api/sessions', { body: { login, password, device: deviceName() } }), login)
}

/** Signs in whomever the server answers with, whatever they proved it by, and opens that person's vault.

It waits for a running drain, so that nobody's writes go out under another name. */
export function openSession(prove: () => Promise<Reply<Me>>, login: string): Promise<SignInResult> {
  return inTurn(async () => {
    const reply = await prove()
    if (reply.kind === 'signIn' || reply.kind === 'refused') return { problem: reply.problem }
    if (reply.kind !== 'ok') return reply.kind === 'unreachable' && reply.status === 429 ? 'tooMany' : 'unreachable'
    await takeUp(reply.data, login)
    return 'done'
  })
}

async function takeUp(person: Me, login: string): Promise<void> {
  await atomically(async () => {
    await writeSetting('me', person)
    await writeSetting('lastLogin', login)
    await writeSetting('sessionToEnd', false)
    await writeSetting('names', { ...(await readSetting<Names>('names')), [person.id]: person.name })
  })
  await showPhotosOf(person.id)
  me.value = person
  lastLogin.value = login
  signInNeeded.value = false
  // Safari deletes what a site holds after a week without a visit, unless it has been asked to persist.
  void persist().then(reserve)
  void requestDrain()
}

const farewells: (() => Promise<void>)[] = []

/** Does something while the session still stands, such as ending this phone's pushes; it gets three seconds. */
export function onSignOut(deed: () => Promise<void>): void {
  farewells.push(deed)
}

/** Signs out; unsent work and drafts stay for the day this person returns, copies of documents go. */
export function signOut(): Promise<void> {
  return inTurn(async () => {
    const person = me.value
    const patience = new Promise((resolve) => setTimeout(resolve, 3000))
    await Promise.race([Promise.allSettled(farewells.map((deed) => deed())), patience])
    const reply = await ask('DELETE', '/api/sessions/current')
    await writeSetting('sessionToEnd', reply.kind === 'unreachable')
    await forget(person)
  })
}

async function forget(person: Me | null): Promise<void> {
  await atomically(async () => {
    await db.settings.delete('me')
    if (!person) return
    await db.documents.where('person').equals(person.id).delete()
    await db.confirmations.where('person').equals(person.id).delete()
  })
  await showPhotosOf(null)
  if (person) await globalThis.caches?.delete(photoCache(person.id))
  me.value = null
  signInNeeded.value = false
}

/** Asks who we are: posts may have changed, or a sign-out made offline is still to be told. */
export async function refreshSession(): Promise<void> {
  if (!me.value) {
    if (await readSetting<boolean>('sessionToEnd')) await endForgottenSession()
    return
  }
  const reply = await ask<Me>('GET', '/api/me', { person: me.value.id })
  if (reply.kind !== 'ok' || reply.data.id !== me.value?.id) return
  await writeSetting('me', reply.data)
  me.value = reply.data
}

function endForgottenSession(): Promise<void> {
  return inTurn(async () => {
    const reply = await ask('DELETE', '/api/sessions/current')
    if (reply.kind !== 'unreachable') await writeSetting('sessionToEnd', false)
  })
}

export function hasRole(...roles: Role[]): boolean {
  return me.value?.roles.some((role) => roles.includes(role)) ?? false
}

/** What the list of devices calls this one: "Chrome · Android". */
export function deviceName(): string {
  const agent = navigator.userAgent
  const find = (names: [RegExp, string][]): string => names.find(([pattern]) => pattern.test(agent))?.[1] ?? '?'
  return `${find(BROWSERS)} · ${find(SYSTEMS)}`
}

const BROWSERS: [RegExp, string][] = [
  [/MicroMessenger/, 'WeChat'], [/Edg\//, 'Edge'], [/Firefox\//, 'Firefox'], [/Chrom(e|ium)\//, 'Chrome'], [/Safari\//, 'Safari'],
]
const SYSTEMS: [RegExp, string][] = [
  [/HarmonyOS/, 'HarmonyOS'], [/Android/, 'Android'], [/iPhone/, 'iPhone'], [/iPad/, 'iPad'],
  [/Windows/, 'Windows'], [/Mac OS/, 'Mac'], [/Linux/, 'Linux'],
]
