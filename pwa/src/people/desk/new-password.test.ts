import { expect, test } from 'vitest'
import { makePassword, ofThisDevice, SHORTEST } from '@/people/desk/new-password'

test('it is long enough, readable and another one each time', () => {
  const made = Array.from({ length: 200 }, () => makePassword(ofThisDevice))
  expect(new Set(made).size).toBe(200)
  for (const one of made) expect(one).toMatch(/^[a-hjkmnp-z2-9]{4}(-[a-hjkmnp-z2-9]{4}){2}$/)
  expect(made[0]!.length).toBeGreaterThan(SHORTEST)
})

test('bytes that would favour a letter are thrown away', () => {
  const bytes = [255, 248, 0, 31, 247, 30]
  let next = 0
  const made = makePassword((count) => Array.from({ length: count }, () => bytes[next++ % bytes.length]!))
  expect(made).toBe('aa99-aa99-aa99')
})

test('each letter comes up about as often as any other', () => {
  const seen = new Map<string, number>()
  let next = 0
  for (let turn = 0; turn < 1280; turn += 1) {
    for (const letter of makePassword((count) => Array.from({ length: count }, () => next++ % 256)).replaceAll('-', '')) seen.set(letter, (seen.get(letter) ?? 0) + 1)
  }
  expect(seen.size).toBe(31)
  expect(Math.max(...seen.values()) - Math.min(...seen.values())).toBeLessThanOrEqual(8)
})
