// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { beforeAll, expect, test } from 'vitest'
import { createMemoryHistory, createRouter } from 'vue-router'
import { useLocale } from '@/i18n'
import TabBar from '@/ui/TabBar.vue'

beforeAll(() => useLocale('en'))

async function bar(count: number, width: number) {
  const router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/:rest(.*)*', component: {} }] })
  const tabs = Array.from({ length: count }, (_, at) => ({ to: `/${at}`, icon: 'store' as const, label: `Tab ${at}` }))
  const shown = mount(TabBar, { props: { tabs, current: '/0' }, global: { plugins: [router] } })
  const row = shown.get('ul').element
  Object.defineProperties(row, { clientWidth: { value: width }, scrollWidth: { value: Math.max(width, count * 71) } })
  await shown.get('ul').trigger('scroll')
  return { shown, row }
}

test('a bar that goes on shows it at the end that goes on, and no more once it is there', async () => {
  const { shown, row } = await bar(11, 390)
  expect(shown.get('ul').classes()).toEqual(expect.arrayContaining(['many', 'on']))
  expect(shown.get('ul').classes()).not.toContain('back')
  row.scrollLeft = 391
  await shown.get('ul').trigger('scroll')
  expect(shown.get('ul').classes()).toContain('back')
  expect(shown.get('ul').classes()).not.toContain('on')
})

test('a bar that fits hints at nothing', async () => {
  const { shown } = await bar(5, 390)
  expect(shown.get('ul').classes().filter((one) => ['many', 'on', 'back'].includes(one))).toEqual([])
  expect(shown.get('[aria-current=page]').text()).toBe('Tab 0')
})
