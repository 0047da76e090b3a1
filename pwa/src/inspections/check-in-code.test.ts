import { expect, test } from 'vitest'
import { storeOfCode } from './check-in-code'

const STORE = '0199c0de-0000-7000-8000-000000000001'

test.each([
  [`storewalk:check-in/${STORE}/29401234/ABCDEFGH234567AB`, STORE],
  [`storewalk:check-in/${STORE}/29401234/short`, null],
  [`storewalk:check-in/${STORE}`, null],
  ['https://example.com/', null],
  ['6901234567892', null],
])('%s', (code, store) => {
  expect(storeOfCode(code)).toBe(store)
})
