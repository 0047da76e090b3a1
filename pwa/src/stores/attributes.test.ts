import { expect, test } from 'vitest'
import { attributesOf, flawOf, knownAttributes, rowOf, rowsOf } from '@/stores/attributes'

const ATTRIBUTES = { area_m2: -180, fridges: 0, has_bakery: false, has_fryer: true, kind: 'flagship', note: '' }

test('what is read into rows is written back as it was', () => {
  expect(attributesOf(rowsOf(ATTRIBUTES))).toEqual(ATTRIBUTES)
  expect(rowsOf(ATTRIBUTES).map(({ kind }) => kind)).toEqual(['number', 'number', 'yes', 'yes', 'words', 'words'])
})

test.each(['1.5', '', 'two', '12345678901'])('"%s" is no whole number', (text) => {
  const row = { ...rowOf('fridges', 1), text }
  expect(flawOf(row, [row])).toBe('number')
})

test('a name is needed, and only once', () => {
  const [one, other, none] = [rowOf('kind', 'a'), rowOf(' kind ', 'b'), rowOf(' ', true)]
  const rows = [one!, other!, none!]
  expect(rows.map((row) => flawOf(row, rows))).toEqual(['twice', 'twice', 'required'])
})

test('names that other stores use are offered in order', () => {
  expect([...knownAttributes([{ attributes: { kind: 'x' } }, { attributes: { has_fryer: true, kind: 'y' } }]).keys()]).toEqual(['has_fryer', 'kind'])
})
