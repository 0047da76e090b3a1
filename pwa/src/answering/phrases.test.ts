import { expect, test } from 'vitest'
import { joined, withPhrase } from './phrases'

test('the newest phrase comes first, and each only once', () => {
  expect(withPhrase(['乙', '甲'], ' 甲 ')).toEqual(['甲', '乙'])
})

test('nothing and long stories are no phrases', () => {
  expect(withPhrase(['甲'], '  ')).toEqual(['甲'])
  expect(withPhrase(['甲'], '长'.repeat(41))).toEqual(['甲'])
})

test('only a few are kept', () => {
  const seven = ['1', '2', '3', '4', '5', '6', '7'].reduce<string[]>(withPhrase, [])
  expect(seven).toEqual(['7', '6', '5', '4', '3', '2'])
})

test.each([
  ['', '后仓无库存', '后仓无库存'],
  ['缺两排', '后仓无库存', '缺两排；后仓无库存'],
  ['后仓无库存，明天到', '后仓无库存', '后仓无库存，明天到'],
])('"%s" and "%s"', (note, phrase, whole) => {
  expect(joined(note, phrase)).toBe(whole)
})
