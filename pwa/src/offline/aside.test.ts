import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { PATIENCE, screenWaits, stepAside } from './aside'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

async function isOver(after: number, step: Promise<void>): Promise<boolean> {
  let over = false
  void step.then(() => (over = true))
  await vi.advanceTimersByTimeAsync(after)
  return over
}

test('goes on at once where nobody waits', async () => {
  expect(await isOver(1, stepAside())).toBe(true)
})

test('waits until the last of the screens has what it shows', async () => {
  const [one, other] = [screenWaits(), screenWaits()]
  const step = stepAside()
  expect(await isOver(50, step)).toBe(false)
  one()
  one()
  expect(await isOver(50, step)).toBe(false)
  other()
  expect(await isOver(1, step)).toBe(true)
})

test('goes on when its patience is over, so that the phone gets ready', async () => {
  const done = screenWaits()
  const step = stepAside()
  expect(await isOver(PATIENCE - 1, step)).toBe(false)
  expect(await isOver(2, step)).toBe(true)
  done()
})

test('waits for the browser to be idle, and again for a screen that was opened meanwhile', async () => {
  let rest: () => void = () => {}
  vi.stubGlobal('requestIdleCallback', (idle: () => void) => (rest = idle))
  const step = stepAside()
  expect(await isOver(50, step)).toBe(false)
  const done = screenWaits()
  rest()
  expect(await isOver(50, step)).toBe(false)
  done()
  await vi.advanceTimersByTimeAsync(0)
  rest()
  expect(await isOver(1, step)).toBe(true)
  vi.unstubAllGlobals()
})
