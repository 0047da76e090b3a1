import { beforeEach, expect, test } from 'vitest'
import { json, MIRA, network, startAfresh } from '@/offline/testing'
import { editAsNew, enqueue, keepDocument, readDraft, requestDrain, saveDraft } from '@/offline'
import { unsent } from '@/offline/outbox'
import { registerCorrections } from './correcting'
import { sendInvitation } from './deeds'

const TITLE = { zh: '积水', en: 'Puddle' }
const ISSUE = '/api/issues/i1'
registerCorrections()

beforeEach(startAfresh)

async function refuse(url: string, body: object): Promise<string | null> {
  network(() => json(409, { type: '/problems/out-of-date' }))
  await enqueue([{ lane: 'issue:i1', url, body, title: TITLE, opens: '/issues/i1' }])
  await requestDrain()
  const [refused] = await unsent(MIRA.id)
  expect(refused!.state).toBe('parked')
  return editAsNew(refused!)
}
const replacement = async (): Promise<string | null> => (await unsent(MIRA.id))[0]!.replacedBy
const issue = (may: string[], fixes: object[] = []) => keepDocument(ISSUE, { id: 'i1', may, fixes })

test('a refused issue begins anew with every word and photo, beside one that is being written', async () => {
  await saveDraft('issue:new', { title: 'Another' })
  const route = await refuse('/api/issues/i9', { store: 's', title: '积水', note: '冷柜前', severity: 'high', photos: ['p'], products: [] })
  const id = route!.split('=')[1]!
  expect(await replacement()).toBe(`/api/issues/${id}`)
  expect(await readDraft(`issue:new:${id}`)).toMatchObject({ id, store: 's', title: '积水', note: '冷柜前', severity: 'high', category: 'general', photos: ['p'] })
  expect(await readDraft('issue:new')).toEqual({ title: 'Another' })
})

test('a refused rejection is given about the newest fix', async () => {
  await issue(['verify'], [{ id: 'f1' }, { id: 'f2' }])
  expect(await refuse(`${ISSUE}/fixes/f1/verification`, { verdict: 'rejected', reason: '还有水', photos: ['p'] })).toBe('/issues/i1?deed=reject')
  expect(await readDraft('verdict:f2')).toEqual({ reason: '还有水', photos: ['p'] })
  expect(await replacement()).toBe(`${ISSUE}/fixes/f2/verification`)
})

test('a verdict that came too late keeps its words and photos as a comment', async () => {
  await issue(['comment'], [{ id: 'f1' }])
  expect(await refuse(`${ISSUE}/fixes/f1/verification`, { verdict: 'rejected', reason: '还有水', photos: ['p'] })).toBe('/issues/i1?deed=comment')
  const draft = await readDraft<{ id: string }>('deed:comment:i1')
  expect(draft).toMatchObject({ words: '还有水', photos: ['p'] })
  expect(await replacement()).toBe(`${ISSUE}/comments/${draft!.id}`)
})

test('a fix of an issue that was cancelled meanwhile becomes a comment behind the one being written', async () => {
  await issue(['comment'])
  await saveDraft('deed:comment:i1', { id: 'c1', words: '先看看', photos: ['q'] })
  await refuse(`${ISSUE}/fixes/f1`, { round: 1, note: '已拖干', photos: ['p'] })
  expect(await readDraft('deed:comment:i1')).toMatchObject({ id: 'c1', words: '先看看\n已拖干', photos: ['q', 'p'] })
  expect(await replacement()).toBe(`${ISSUE}/comments/c1`)
})

test.each([
  ['disputes/d1', 'dispute', { reason: '不是我们的' }, /\/disputes\/(?!d1)/],
  ['transfers/t1', 'transfer', { reason: '', owner: 'zhao' }, /\/transfers\/(?!t1)/],
  ['cannot-fixes/n1/decision', 'decide_cannot_fix', { verdict: 'refused', reason: '可以修' }, /\/cannot-fixes\/n1\/decision$/],
])('%s opens its own sheet again, filled in', async (end, deed, body, url) => {
  await issue([deed])
  expect(await refuse(`${ISSUE}/${end}`, body)).toBe(`/issues/i1?deed=${deed}`)
  expect(await replacement()).toMatch(url)
  expect(await readDraft(`deed:${deed}:i1`)).toMatchObject({ words: body.reason, owner: 'owner' in body ? 'zhao' : '' })
})

test('a refused invitation is filled in again with its words, under another id', async () => {
  const sent = { name: '老周', email: 'zhou@nowhere', note: '请看冷柜', days: 14, locale: 'zh' }
  expect(await refuse(`${ISSUE}/invitations/v1`, sent)).toBe('/issues/i1?deed=invite')
  const draft = await readDraft<{ id: string }>('invite:i1')
  expect(draft).toMatchObject({ ...sent, days: '14' })
  expect(await replacement()).toBe(`${ISSUE}/invitations/${draft!.id}`)
  const put = network(() => json(201))
  await sendInvitation({ id: 'i1', title: TITLE, version: 3 }, draft!.id, { ...sent, email: 'zhou@example.com', locale: 'zh' })
  await requestDrain()
  expect(put.map(({ url }) => url)).toEqual([`${ISSUE}/invitations/${draft!.id}`])
  expect(await unsent(MIRA.id)).toEqual([])
  expect(await readDraft('invite:i1')).toBeNull()
})
