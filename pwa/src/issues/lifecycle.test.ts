import { expect, test } from 'vitest'
import { follow, stillMay, type Kind, type Status } from '@/issues/lifecycle'

const files = import.meta.glob<Record<string, Partial<Record<Status, Status>>>>('../../../tests/issues/lifecycle.json', { eager: true, import: 'default' })
const table = Object.values(files)[0]!

const STATUSES = Object.keys(table.commented!) as Status[]

test.each(Object.entries(table))('%s leads where the shared table says and nowhere else', (kind, leads) => {
  for (const status of STATUSES) {
    const after = follow({ status, round: 1 }, kind as Kind, 1)
    expect([status, after?.status ?? null]).toEqual([status, leads[status] ?? null])
  }
})

test('a fix of another round is evidence only, and a new round counts', () => {
  expect(follow({ status: 'acknowledged', round: 2 }, 'fixed', 1)).toBeNull()
  expect(follow({ status: 'fixed', round: 2 }, 'rejected', 2)).toEqual({ status: 'acknowledged', round: 3 })
})

test('what was offered before still fits, or does not', () => {
  expect(stillMay(['fix', 'dispute', 'comment', 'acknowledge'], 'acknowledged')).toEqual(['fix', 'dispute', 'comment'])
  expect(stillMay(['fix', 'dispute', 'comment', 'verify'], 'fixed')).toEqual(['comment', 'verify'])
  expect(stillMay(['cancel', 'transfer', 'comment'], 'closed')).toEqual(['comment'])
})
