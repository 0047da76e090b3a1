import { describe, expect, it } from 'vitest'
import { begin, redo, step, undo } from './history'

describe('history', () => {
  it('goes back and forth', () => {
    let history = step(step(begin('a'), 'b', null, 0), 'c', null, 1)
    history = undo(undo(history))
    expect(history.now).toBe('a')
    expect(undo(history)).toBe(history)
    history = redo(redo(history))
    expect(history.now).toBe('c')
    expect(redo(history)).toBe(history)
  })

  it('takes typing in one field as one step, until there is a pause or another field', () => {
    let history = begin('')
    history = step(history, 'x', 'q1.text', 0)
    history = step(history, 'xy', 'q1.text', 1000)
    history = step(history, 'xyz', 'q1.text', 2000)
    expect(undo(history).now).toBe('')
    history = step(history, 'xyz!', 'q1.text', 9000)
    expect(undo(history).now).toBe('xyz')
    history = step(history, 'other', 'q2.text', 9100)
    expect(undo(history).now).toBe('xyz!')
  })

  it('forgets what was undone as soon as something new is done', () => {
    const history = step(undo(step(begin('a'), 'b', null, 0)), 'c', null, 1)
    expect(history.future).toEqual([])
    expect(undo(history).now).toBe('a')
  })

  it('does not join a step with one that was undone', () => {
    const history = step(undo(step(step(begin('a'), 'b', 'f', 0), 'c', 'g', 10)), 'd', 'f', 20)
    expect(undo(history).now).toBe('b')
  })

  it('keeps a bounded past', () => {
    let history = begin(0)
    for (let count = 1; count <= 500; count += 1) history = step(history, count, null, count)
    expect(history.past).toHaveLength(200)
  })
})
