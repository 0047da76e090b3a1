import { expect, test } from 'vitest'
import { asDecimal, limitsInWords } from './words'

test.each([
  ['４．５', '4.5'],
  ['-18', '-18'],
  ['1-8', '18'],
  ['3。2', '3.2'],
  ['4,5', '4.5'],
  ['约 60 度', '60'],
])('%s is read as %s', (typed, plain) => {
  expect(asDecimal(typed)).toBe(plain)
})

test.each([
  [{ min: '0', max: '5' }, '0 – 5 ℃'],
  [{ min: null, max: '-18' }, '≤ -18 ℃'],
  [{ min: '60' }, '≥ 60 ℃'],
  [{ min: '0', max: '0' }, '= 0 ℃'],
  [{}, ''],
])('%o', (limits, words) => {
  expect(limitsInWords(limits, '℃')).toBe(words)
})
