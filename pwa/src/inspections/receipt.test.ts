import { beforeAll, expect, test } from 'vitest'
import type { Wire } from '@/wire'
import { stillHere, verifyReceipt } from './receipt'

const ID = '019b76da-0000-7000-8000-000000000001'
let keys: CryptoKeyPair
let publicKey: string

beforeAll(async () => {
  keys = (await crypto.subtle.generateKey({ name: 'Ed25519' }, true, ['sign', 'verify'])) as CryptoKeyPair
  publicKey = base64url(await crypto.subtle.exportKey('raw', keys.publicKey))
})

const base64url = (bytes: ArrayBuffer): string => Buffer.from(bytes).toString('base64url')

async function signed(held: string[], inspection = ID): Promise<Wire<'ReceiptOut'>> {
  const statement = JSON.stringify({ answersSha256: 'f', held, inspection, issuedAt: '2026-11-22T02:00:00Z', manifest: ['a', 'b'] })
  const signature = base64url(await crypto.subtle.sign({ name: 'Ed25519' }, keys.privateKey, new TextEncoder().encode(statement)))
  return { statement, signature, inspection: ID, manifest: ['a', 'b'], held: ['a', 'b'], missing: [] } as unknown as Wire<'ReceiptOut'>
}

test('only what is signed counts as held', async () => {
  expect(stillHere(['a', 'b'], await signed(['a']))).toEqual(['b'])
  expect(stillHere(['a', 'b'], null)).toEqual(['a', 'b'])
})

test('a true signature over this visit is verified', async () => {
  expect(await verifyReceipt(await signed(['a', 'b']), publicKey, 'f')).toBe('verified')
})

test('another text, another visit and other answers are not', async () => {
  const receipt = await signed(['a'])
  const painted = { ...receipt, statement: receipt.statement.replace('["a"]', '["a","b"]') }
  expect(await verifyReceipt(painted, publicKey)).toBe('forged')
  expect(await verifyReceipt(await signed(['a'], 'other'), publicKey)).toBe('forged')
  expect(await verifyReceipt(receipt, publicKey, 'g')).toBe('forged')
})

test('a browser that cannot says so', async () => {
  expect(await verifyReceipt(await signed(['a']), 'AAAA')).toBe('unsupported')
})
