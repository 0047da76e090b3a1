import { expect, test } from 'vitest'
import { begin, needsReason, tenthsOf, toSend } from '@/ordering/receipt'

const milk = { product: 'milk', packs: 2, packBaseUnits: 12, confirmedPacks: null }

test('an untouched line came whole and says nothing else', () => {
  expect(toSend(begin(milk), milk)).toEqual({ product: 'milk', baseUnits: 24, reason: null, lots: [], temperatureTenths: null, photos: [] })
})

test('what the supplier confirmed less of begins short, with its reason', () => {
  const line = { ...milk, confirmedPacks: 1 }
  expect(toSend(begin(line), line)).toMatchObject({ baseUnits: 12, reason: 'short' })
  expect(begin({ ...milk, confirmedPacks: 0 }).came).toBe('none')
})

test('less than ordered needs a reason, and nothing that did not come has a date', () => {
  const none = { ...begin(milk), came: 'none' as const, expiresOn: '2026-12-01', temperature: '4' }
  expect(needsReason(none, milk)).toBe(true)
  expect(toSend({ ...none, reason: 'late' }, milk)).toMatchObject({ baseUnits: 0, lots: [], temperatureTenths: null })
})

test.each([['4.5', 45], ['-18', -180], ['−18,5', -185], ['', null], ['warm', NaN], ['4.55', NaN], ['999', NaN]])('%s is %s tenths of a degree', (text, tenths) => {
  expect(tenthsOf(text)).toEqual(tenths)
})
