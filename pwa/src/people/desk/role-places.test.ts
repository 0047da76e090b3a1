import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { inRole, isPlaced, PLACES, type Held } from '@/people/desk/role-places'

const table = JSON.parse(readFileSync(fileURLToPath(new URL('../../../../tests/people/role_places.json', import.meta.url)), 'utf8')) as unknown
const atStore: Held = { role: 'staff', region: null, store: 's1' }
const inRegion: Held = { role: 'supervisor', region: 'r1', store: null }

test('the picker follows the table of the server', () => {
  expect(PLACES).toEqual(table)
})

test('a place stays with the role that may have it', () => {
  expect(inRole(atStore, 'store_manager')).toEqual({ role: 'store_manager', region: null, store: 's1' })
  expect(inRole(atStore, 'supervisor').store).toBe('s1')
  expect(inRole(atStore, 'hq')).toEqual({ role: 'hq', region: null, store: null })
  expect(inRole(inRegion, 'staff')).toEqual({ role: 'staff', region: null, store: null })
})

test('staff without a store is still to be placed', () => {
  expect([atStore, inRegion, inRole(inRegion, 'staff'), inRole(atStore, 'admin')].map(isPlaced)).toEqual([true, true, false, true])
})
