/** A round as its form holds it: blank, from the server, and as it is sent. */
import type { Wire } from '@/wire'
import { todayHere } from './days'
import { choiceOf, DAILY, ruleOf, type Choice } from './rule'

export type RoundIn = Wire<'RoundIn'>
export type RoundOut = Wire<'RoundOut'>
export type Who = 'store' | 'store_manager' | 'supervisor' | 'hq' | 'person'

export interface Form {
  name: string
  checklist: string
  kind: RoundIn['kind']
  announced: boolean
  regions: string[]
  stores: string[]
  attributes: RoundIn['attributes']
  who: Who
  person: string
  choice: Choice
  times: string[]
  dueMinutes: number
  missedMinutes: number
  startsOn: string
  endsOn: string
}

const DAY = 24 * 60

export function blank(): Form {
  return {
    name: '', checklist: '', kind: 'routine', announced: true, regions: [], stores: [], attributes: {}, who: 'supervisor', person: '',
    choice: { ...DAILY, every: 'week', weekdays: ['MO'] }, times: ['00:00'], dueMinutes: DAY, missedMinutes: 2 * DAY,
    startsOn: todayHere(), endsOn: '',
  }
}

export function formOf(round: RoundOut): Form {
  const { name, checklist, kind, announced, regions, stores, attributes, times, dueMinutes, missedMinutes, startsOn } = round
  return {
    name, checklist, kind, announced, regions: [...regions], stores: [...stores], attributes: { ...attributes }, times: [...times],
    dueMinutes, missedMinutes, startsOn, endsOn: round.endsOn ?? '', who: round.role ?? 'person', person: round.person ?? '',
    choice: choiceOf(round.rule),
  }
}

export function documentOf(form: Form, version: number, alsoOpen: boolean): RoundIn {
  return {
    version, alsoOpen, name: form.name.trim(), checklist: form.checklist, kind: form.kind,
    announced: form.kind === 'surprise' ? false : form.announced, regions: form.regions, stores: form.stores, attributes: form.attributes,
    person: form.who === 'person' ? form.person : null, role: form.who === 'person' ? null : form.who, rule: ruleOf(form.choice),
    times: [...new Set(form.times)].sort(), dueMinutes: form.dueMinutes, missedMinutes: Math.max(form.missedMinutes, form.dueMinutes),
    startsOn: form.startsOn, endsOn: form.endsOn || null,
  }
}

/** Whether there is enough to ask the server what it would do. */
export function isWhole(form: Form): boolean {
  return Boolean(
    form.name.trim() && form.checklist && (form.regions.length || form.stores.length) && form.startsOn && form.times.every(Boolean) &&
    (form.who !== 'person' || form.person) && (form.choice.every !== 'week' || form.choice.weekdays.length) &&
    (form.choice.every !== 'month' || form.choice.by === 'weekday' || form.choice.days.length),
  )
}

/** A kind brings its habits along: who does it, and whether the store knows. */
export function takeKind(form: Form, kind: Form['kind']): void {
  form.kind = kind
  if (kind === 'surprise') form.announced = false
  else if (kind === 'self_check') Object.assign(form, { announced: true, who: 'store' })
  if (kind !== 'self_check' && (form.who === 'store' || form.who === 'store_manager')) form.who = 'supervisor'
}
