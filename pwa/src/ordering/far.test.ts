import { expect, test } from 'vitest'
import { farLines, isFar } from '@/ordering/far'
import { choose } from '@/ordering/sheet'
import { line, sheet } from '@/ordering/testing'

interface Case { name: string; packs: number; suggested: number; percent: number; far: boolean }
const files = import.meta.glob<{ cases: Case[] }>('../../../tests/ordering/far.json', { eager: true, import: 'default' })
const [book] = Object.values(files)

test.each(book!.cases)('$name', ({ packs, suggested, percent, far }) => {
  expect(isFar(packs, suggested, percent)).toBe(far)
})

test('only lines that are far are asked about, none in an extra order, and none where HQ switched it off', () => {
  const chosen = choose(sheet(line('milk', 10), line('cheese', 1)), { milk: { packs: 100, reason: null }, cheese: { packs: 2, reason: null } })
  expect(farLines(chosen, 300).map((one) => one.line.product)).toEqual(['milk'])
  expect(farLines(chosen, null)).toEqual([])
  expect(farLines(chosen, 300, true)).toEqual([])
})
