import { beforeEach, expect, test } from 'vitest'
import { BO, json, MIRA, network, offline, startAfresh, use } from './testing'
import { signInNeeded } from './api'
import { db, readSetting } from './db'
import { saveDraft, readDraft, removeDraft } from './drafts'
import { enqueue } from './outbox'
import { me, onSignOut, recallSession, refreshSession, signIn, signOut } from './session'

beforeEach(startAfresh)

test('a person signs in and is remembered', async () => {
  await use(null)
  const sent = network(() => json(201, BO))
  expect(await signIn('bo', 'secret')).toBe('done')
  expect(sent[0]).toMatchObject({ method: 'POST', url: '/api/sessions', body: { login: 'bo', password: 'secret' } })
  me.value = null
  await recallSession()
  expect(me.value).toEqual(BO)
})

test('a wrong password, too many tries and no network are told apart', async () => {
  network(() => json(401, { type: '/problems/wrong-password' }))
  expect(await signIn('bo', 'guess')).toMatchObject({ problem: { type: '/problems/wrong-password' } })
  expect(signInNeeded.value).toBe(false)
  network(() => json(429))
  expect(await signIn('bo', 'guess')).toBe('tooMany')
  network(offline)
  expect(await signIn('bo', 'guess')).toBe('unreachable')
  expect(me.value).toEqual(MIRA)
})

test('signing out keeps drafts and unsent work and takes the copies of documents along', async () => {
  network(offline)
  await saveDraft('walk', { answers: 3 })
  await enqueue([{ lane: 'a', url: '/api/things/a', body: {}, title: { zh: '甲', en: 'A' } }])
  await db.documents.put({ person: MIRA.id, url: '/api/today', etag: null, fetchedAt: 1, body: {} })
  await db.confirmations.put({ person: MIRA.id, url: '/api/today', at: 2 })
  await signOut()
  expect(me.value).toBeNull()
  expect(await db.confirmations.count()).toBe(0)
  expect([await db.documents.count(), await db.outbox.count(), await db.drafts.count()]).toEqual([0, 1, 1])
})

test('a sign-out made offline is told to the server later', async () => {
  network(offline)
  await signOut()
  expect(await readSetting('sessionToEnd')).toBe(true)
  const sent = network(() => new Response(null, { status: 204 }))
  await refreshSession()
  await refreshSession()
  expect(sent.map(({ method, url }) => `${method} ${url}`)).toEqual(['DELETE /api/sessions/current'])
})

test('farewells are said while the session still stands, and a hanging one is not waited for', async () => {
  const order: string[] = []
  onSignOut(async () => void order.push('farewell'))
  onSignOut(() => Promise.reject(new Error('no push here')))
  network(({ method }) => (order.push(method), new Response(null, { status: 204 })))
  await signOut()
  expect(order).toEqual(['farewell', 'DELETE'])
})

test("a draft is read only by the person who wrote it, and is a copy", async () => {
  const body = { answers: [1] }
  await saveDraft('walk', body)
  body.answers.push(2)
  expect(await readDraft('walk')).toEqual({ answers: [1] })
  await use(BO)
  expect(await readDraft('walk')).toBeNull()
  await removeDraft('walk')
  expect(await db.drafts.count()).toBe(1)
  await use(MIRA)
  await removeDraft('walk')
  expect(await db.drafts.count()).toBe(0)
})
