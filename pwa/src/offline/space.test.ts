import { beforeEach, expect, test, vi } from 'vitest'
import { startAfresh } from './testing'
import { db, readSetting } from './db'
import { readDraft, saveDraft } from './drafts'
import { NoRoom, putPhoto } from './photo-store'
import { FOR_ANSWERS, freeSpace, isFull, reserve, withReserve } from './space'

const full = (): Error => Object.assign(new Error('full'), { name: 'AbortError', inner: { name: 'QuotaExceededError' } })
function leave(free: number): void {
  vi.stubGlobal('navigator', { storage: { estimate: async () => ({ quota: 1e9, usage: 1e9 - free }) } })
}

beforeEach(async () => {
  await startAfresh()
  vi.unstubAllGlobals()
})

test('an answer finds the room that was kept for it', async () => {
  leave(1e8)
  await reserve()
  expect((await readSetting<Uint8Array>('reserve'))!.length).toBeGreaterThan(1e6)
  const write = vi.fn(async () => {
    if (await readSetting('reserve')) throw full()
    await saveDraft('visit:1', { answers: 1 })
  })
  await withReserve(write)
  expect(write).toHaveBeenCalledTimes(2)
  expect(await readDraft('visit:1')).toEqual({ answers: 1 })
})

test('a failure that is not about room is not tried again', async () => {
  const write = vi.fn(async () => Promise.reject(new Error('broken')))
  await expect(withReserve(write)).rejects.toThrow('broken')
  expect(write).toHaveBeenCalledOnce()
})

test('photos stop while answers still have room', async () => {
  leave(FOR_ANSWERS - 1)
  await expect(putPhoto('p1', new Blob(['x']), null)).rejects.toBeInstanceOf(NoRoom)
  expect(await db.photos.count()).toBe(0)
  await saveDraft('visit:1', { answers: 1 })
  leave(FOR_ANSWERS + 1000)
  await putPhoto('p1', new Blob(['x']), null)
  expect(await db.photos.count()).toBe(1)
})

test('photos do not take the room that answers were given', async () => {
  leave(1e8)
  await putPhoto('p1', new Blob(['x']), null)
  expect(await readSetting('reserve')).not.toBeNull()
  await db.settings.delete('reserve')
  const put = vi.spyOn(db.settings, 'put').mockRejectedValue(full())
  await expect(putPhoto('p2', new Blob(['x']), null)).rejects.toBeInstanceOf(NoRoom)
  put.mockRestore()
  await putPhoto('p2', new Blob(['x']), null)
  expect(await db.photos.count()).toBe(2)
})

test('nothing is kept back on a phone that has no room for it', async () => {
  leave(FOR_ANSWERS - 1)
  await reserve()
  expect(await readSetting('reserve')).toBeNull()
})

test('a browser that tells nothing of its room stops nobody', async () => {
  vi.stubGlobal('navigator', {})
  expect(await freeSpace()).toBeNull()
  await putPhoto('p1', new Blob(['x']), null)
})

test.each([[full(), true], [{ name: 'QuotaExceededError' }, true], [new Error('no'), false], [null, false]])('full or not: %#', (failure, expected) => {
  expect(isFull(failure)).toBe(expected)
})
