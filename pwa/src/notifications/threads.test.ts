import { expect, it } from 'vitest'
import { groupByThread } from './threads'

const line = (id: string, thread: string) => ({ id, thread })

it('puts lines of one thing together where its newest line is', () => {
  const threads = groupByThread([line('5', 'a'), line('4', 'b'), line('3', 'a'), line('2', 'c'), line('1', 'a')])
  expect(threads.map(({ newest, earlier }) => [newest.id, earlier.map(({ id }) => id)])).toEqual([
    ['5', ['3', '1']], ['4', []], ['2', []],
  ])
})

it('keeps every line exactly once', () => {
  const lines = Array.from({ length: 40 }, (_, index) => line(String(index), String(index % 7)))
  const kept = groupByThread(lines).flatMap(({ newest, earlier }) => [newest, ...earlier])
  expect(kept.map(({ id }) => id).toSorted()).toEqual(lines.map(({ id }) => id).toSorted())
})

it('has nothing to say of an empty inbox', () => {
  expect(groupByThread([])).toEqual([])
})
