import { describe, expect, it } from 'vitest'
import { readNumber, sayNumber } from '@/products/numbers'
import { readPasted } from '@/products/pasted'

const SKUS = new Set(['MD-1', 'MD-2', '007'])

describe('numbers as people type them', () => {
  it.each([['12', 0, 12], ['1,200', 0, 1200], ['12.5', 0, null], ['12.0', 0, 12], ['¥12.5', 2, 1250], ['0.07', 2, 7], ['1.999', 2, null], ['-3', 0, null], ['', 0, null], ['abc', 2, null]] as const)(
    'reads %s with %i decimals as %s', (text, decimals, value) => { expect(readNumber(text, decimals)).toBe(value) })
  it('says what it read', () => {
    for (const value of [0, 7, 100, 123456]) expect(readNumber(sayNumber(value, 2), 2)).toBe(value)
  })
})

describe('rows out of a spreadsheet', () => {
  it('reads tabs, leaves headings and empty rows out, and keeps zeros in front', () => {
    expect(readPasted('编码\t标准\t安全\r\nMD-1\t48\t12\r\n\r\n007\t1,000\t\nMD-2\t\t', SKUS)).toEqual({
      problems: [],
      rows: [
        { row: 2, sku: 'MD-1', baseUnits: 48, safetyUnits: 12 },
        { row: 4, sku: '007', baseUnits: 1000, safetyUnits: 0 },
        { row: 5, sku: 'MD-2', baseUnits: null, safetyUnits: 0 },
      ],
    })
  })
  it('names each bad row and takes none of them', () => {
    const { rows, problems } = readPasted('MD-1,5\nMD-1,6\nMD-9,1\nMD-2,five\n007;5;6', SKUS)
    expect(rows.map(({ sku }) => sku)).toEqual(['MD-1'])
    expect(problems).toEqual([
      { row: 2, code: 'twice', value: 'MD-1' }, { row: 3, code: 'unknown', value: 'MD-9' },
      { row: 4, code: 'number', value: 'five' }, { row: 5, code: 'safety', value: '007' },
    ])
  })
})
