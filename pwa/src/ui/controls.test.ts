// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { beforeAll, expect, test, vi } from 'vitest'
import { useLocale } from '@/i18n'
import SegmentControl from '@/ui/SegmentControl.vue'
import StepperRow from '@/ui/StepperRow.vue'

beforeAll(() => useLocale('en'))

const VERDICTS = [
  { value: 'pass', label: 'Pass', icon: 'check', tone: 'good' },
  { value: 'fail', label: 'Fail', icon: 'cross', tone: 'bad' },
] as const

test('a segment is a named group of native radio buttons', async () => {
  const control = mount(SegmentControl, { props: { modelValue: null, options: [...VERDICTS], label: 'Floor is dry' } })
  expect(control.get('[role=radiogroup]').attributes('aria-label')).toBe('Floor is dry')
  const radios = control.findAll<HTMLInputElement>('input[type=radio]')
  expect(new Set(radios.map((radio) => radio.element.name)).size).toBe(1)
  await radios[1]!.setValue()
  expect(control.emitted('update:modelValue')).toEqual([['fail']])
})

test('a second tap takes a choice back only where that is allowed', async () => {
  const props = { modelValue: 'pass', options: [...VERDICTS], label: 'Floor is dry' }
  const fixed = mount(SegmentControl, { props })
  await fixed.get('input').trigger('click')
  expect(fixed.emitted('update:modelValue')).toBeUndefined()
  const clearable = mount(SegmentControl, { props: { ...props, clearable: true } })
  await clearable.get('input').trigger('click')
  await vi.waitFor(() => expect(clearable.emitted('update:modelValue')).toEqual([[null]]))
})

test('a stepper steps, is typed into, and stays within its limits', async () => {
  const stepper = mount(StepperRow, { props: { modelValue: 1, label: 'Milk', max: 3, 'onUpdate:modelValue': (value: number) => stepper.setProps({ modelValue: value }) } })
  const [less, more] = stepper.findAll('button')
  await more!.trigger('click')
  await more!.trigger('click')
  expect(stepper.get('input').element.value).toBe('3')
  expect(more!.element.disabled).toBe(true)
  await stepper.get('input').trigger('keydown', { key: 'ArrowDown' })
  expect(stepper.get('input').attributes('aria-valuenow')).toBe('2')
  stepper.get('input').element.value = '99'
  await stepper.get('input').trigger('change')
  expect(stepper.get('input').element.value).toBe('3')
  stepper.get('input').element.value = 'many'
  await stepper.get('input').trigger('change')
  expect(stepper.get('input').element.value).toBe('0')
  expect(less!.element.disabled).toBe(true)
  expect(less!.attributes('aria-label')).toBe('Less: Milk')
})
