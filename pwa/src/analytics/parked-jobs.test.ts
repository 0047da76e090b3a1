// @vitest-environment happy-dom
import { network, startAfresh } from '@/offline/testing'
import { flushPromises, mount } from '@vue/test-utils'
import { beforeEach, expect, test } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import ParkedJobs from '@/analytics/ParkedJobs.vue'
import { useDeskWords, useLocale } from '@/i18n'

const JOB = { id: 'j1', reaction: 'send_to_supplier', event: 'order.placed', error: '451 try again', parkedAt: '2026-11-22T08:00:00Z' }

beforeEach(async () => {
  await startAfresh()
  await useLocale('en')
  await useDeskWords()
  await useDeskWords()
})

function show() {
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/', component: {} }] })
  return mount(ParkedJobs, { props: { jobs: [JOB] }, global: { plugins: [router] } })
}

test('what did not work is named in words, with its reason behind', () => {
  const words = show().text()
  expect(words).toContain('Sending an order to its supplier')
  expect(words).toContain('451 try again')
})

test('a parked job goes back into the queue, and the overview is read anew', async () => {
  const sent = network(() => new Response(null, { status: 204 }))
  const jobs = show()
  await jobs.get('button').trigger('click')
  await flushPromises()
  expect(sent.map(({ method, url }) => `${method} ${url}`)).toEqual(['PUT /api/parked-jobs/j1/retry'])
  expect(jobs.emitted('retried')).toHaveLength(1)
})

test('a retry that does not get through changes nothing', async () => {
  network(() => new Response('{}', { status: 500, headers: { 'content-type': 'application/json' } }))
  const jobs = show()
  await jobs.get('button').trigger('click')
  await flushPromises()
  expect(jobs.emitted('retried')).toBeUndefined()
})
