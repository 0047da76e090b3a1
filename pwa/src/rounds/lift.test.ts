import { expect, it, vi } from 'vitest'
import { effectScope } from 'vue'
import { useLift } from './lift'
import type { Lane, Task } from './tasks'

vi.stubGlobal('window', new EventTarget())
const LANES = ['supervisor', 'wang', 'gao'].map((key) => ({ key }) as Lane)

it('holds a task by its id, so that a list that came anew does not let it fall', () => {
  const given: string[] = []
  const scope = effectScope()
  const lift = scope.run(() => useLift(() => LANES, () => 'supervisor', (task, lane) => given.push(`${task.id} to ${lane.key}`)))!
  const task = (): Task => ({ id: 'lakeside' }) as Task
  lift.onKey(task(), ' ')
  expect(lift.onKey(task(), 'ArrowDown')).toBe(true)
  expect(lift.over.value).toBe('wang')
  lift.onKey(task(), 'Enter')
  expect([given, lift.held.value]).toEqual([['lakeside to wang'], null])
  scope.stop()
})
