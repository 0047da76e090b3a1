// @vitest-environment happy-dom
import { json, network, startAfresh } from '@/offline/testing'
import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useDeskWords, useLocale } from '@/i18n'
import ImportProgress from '@/products/ImportProgress.vue'

beforeEach(async () => {
  await startAfresh()
  await useLocale('en')
  await useDeskWords()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(() => vi.useRealTimers())

async function afterASecond(): Promise<void> {
  await vi.advanceTimersByTimeAsync(1000)
  await flushPromises()
}

test('a file says its stage and of how many rows it is done; a stage of one piece has no share, and a failed question changes nothing', async () => {
  const answers = [
    () => json(200, { stage: null, done: 0, total: null }),
    () => json(200, { stage: 'judging', done: 12_000, total: 64_779 }),
    () => json(500),
    () => json(200, { stage: 'matching', done: 0, total: null }),
  ]
  const sent = network(() => answers.shift()!())
  const shown = mount(ImportProgress, { props: { address: '/api/product-imports/a' }, slots: { default: 'A moment' } })
  expect(shown.get('[role=status]').text()).toBe('A moment')

  await afterASecond()
  expect(shown.text()).toBe('A moment')

  await afterASecond()
  expect(shown.get('[role=status]').text()).toBe('Checking each row…')
  expect(shown.text()).toContain('12,000 / 64,779')
  expect(shown.get('[role=progressbar]').attributes()).toMatchObject({ 'aria-valuenow': '12000', 'aria-valuemax': '64779', 'aria-label': 'Checking each row…' })
  await afterASecond()
  expect(shown.text()).toContain('12,000 / 64,779')

  await afterASecond()
  expect(shown.text()).toBe('Comparing with what is there…')
  expect(sent.map(({ method, url }) => `${method} ${url}`)).toEqual(Array(4).fill('GET /api/product-imports/a/progress'))

  shown.unmount()
  await afterASecond()
  expect(sent).toHaveLength(4)
})
