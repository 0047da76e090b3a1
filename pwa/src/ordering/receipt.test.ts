import { expect, test } from 'vitest'
import { begin, dearer, isWrong, needsReason, takenAgain, tenthsOf, toSend } from '@/ordering/receipt'

const milk = { product: 'milk', packs: 2, packBaseUnits: 12, priceMinor: 15600, confirmedPacks: null }

test('an untouched line came whole and says nothing else', () => {
  expect(toSend(begin(milk), milk)).toEqual({ product: 'milk', baseUnits: 24, reason: null, lots: [], temperatureTenths: null, photos: [], priceMinor: null, packBaseUnits: null })
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

test.each([
  ['160', '', 16000, null, 400],
  ['156', '12', null, null, 0],
  ['156.00', '', null, null, 0],
  ['', '10', null, 10, 3120],
  ['130', '10', 13000, 10, 0],
  ['150', '', 15000, null, -600],
])('a price of %s for a pack of %s is sent where it is another than ordered', (price, packUnits, priceMinor, packBaseUnits, more) => {
  const taken = { ...begin(milk), price, packUnits }
  expect(toSend(taken, milk)).toMatchObject({ reason: null, priceMinor, packBaseUnits })
  expect(dearer(taken, milk)).toBe(more)
  expect(isWrong(taken, milk)).toBe(false)
})

test.each([['dear', ''], ['-1', ''], ['1.234', ''], ['', '0'], ['', '1.5'], ['', 'twelve']])('a price of "%s" for a pack of "%s" is no price', (price, packUnits) => {
  expect(isWrong({ ...begin(milk), price, packUnits }, milk)).toBe(true)
})

test('what did not come has no price, and a receipt that is looked at again keeps its price', () => {
  expect(toSend({ ...begin(milk), came: 'none', reason: 'late', price: '160' }, milk).priceMinor).toBeNull()
  expect(takenAgain({ product: 'milk', baseUnits: 24, priceMinor: 16050, packBaseUnits: 10 })).toMatchObject({ price: '160.50', packUnits: '10' })
  expect(takenAgain({ product: 'milk', baseUnits: 24 })).toMatchObject({ price: '', packUnits: '' })
})
