import { expect, test } from 'vitest'
import { above, inOrder, within } from '@/stores/tree'

const node = (id: string, parent: string | null) => ({ id, parent, name: { zh: id, en: id } })
// In order of code, as the server lists them: children may come before their parents.
const NODES = [node('beijing', 'north'), node('company', null), node('east', 'company'), node('hangzhou', 'east'), node('north', 'company'), node('shanghai', 'east')]

test('parents come before their children', () => {
  expect(inOrder(NODES).map(({ id, depth }) => [id, depth])).toEqual([
    ['company', 0], ['east', 1], ['hangzhou', 2], ['shanghai', 2], ['north', 1], ['beijing', 2],
  ])
})

test('a region whose parent is not in the list stands on top', () => {
  expect(inOrder([node('shanghai', 'east')])).toMatchObject([{ id: 'shanghai', depth: 0 }])
  expect(inOrder([])).toEqual([])
})

test.each([['east', ['east', 'hangzhou', 'shanghai']], ['beijing', ['beijing']], ['company', NODES.map(({ id }) => id)]])('within %s', (id, found) => {
  expect([...within(NODES, id)].sort()).toEqual([...found].sort())
})

test.each([['shanghai', ['company', 'east']], ['company', []], ['nowhere', []]])('above %s', (id, found) => {
  expect(above(NODES, id).map((one) => one.id)).toEqual(found)
})
