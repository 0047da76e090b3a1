import { expect, test } from 'vitest'
import { readAmount, sayAmount } from '@/ordering/amount'

test.each([['5000', 500_000], ['5,000.5', 500_050], ['0', 0], ['', null], ['-1', NaN], ['5.005', NaN], ['much', NaN]])('%s is %s', (text, minor) => {
  expect(readAmount(text)).toEqual(minor)
})

test('an amount is typed again as it was', () => {
  expect([null, 500_000, 500_050, 5].map(sayAmount)).toEqual(['', '5000', '5000.50', '0.05'])
})
