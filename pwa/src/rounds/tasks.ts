/** Tasks as planners see them: what their state looks like, who does them, and how one is handed over. */
import { say, t } from '@/i18n'
import { ask } from '@/offline'
import type { IconName } from '@/ui/icons'
import type { Wire } from '@/wire'

export type Task = Wire<'TaskCard'>
export type Walker = Wire<'Walker'>
export type Asked = { person: string | null; role: Task['role'] }

export const KINDS = ['routine', 'self_check', 'special', 'surprise'] as const
export const STATUSES = ['planned', 'open', 'overdue', 'missed', 'done'] as const
export const ROLES = ['store', 'store_manager', 'supervisor', 'hq'] as const

export const LOOKS: Record<Task['status'], { tone: 'good' | 'bad' | 'warn' | 'calm' | 'brand'; icon: IconName }> = {
  planned: { tone: 'calm', icon: 'clock' },
  open: { tone: 'brand', icon: 'walk' },
  overdue: { tone: 'warn', icon: 'warning' },
  missed: { tone: 'bad', icon: 'cross' },
  done: { tone: 'good', icon: 'check' },
}

export function whoDoes({ person, personName, role }: Pick<Task, 'person' | 'personName' | 'role'>): string {
  return person ? (personName ?? '') : t(`rounds.role_${role ?? 'supervisor'}`)
}

/** A group of the board: a person who walks, or what is asked of a role. */
export interface Lane {
  key: string
  name: string
  asked: Asked
  reaches: (task: Task) => boolean
}

export function laneOf(task: Task): string {
  return task.person ?? `role:${task.role}`
}

/** The walkers, the roles, and whoever else has something to do on this day. */
export function lanesOf(tasks: Task[], walkers: Walker[]): Lane[] {
  const lanes: Lane[] = walkers.map(({ id, name, stores }) => {
    const own = new Set(stores)
    return { key: id, name, asked: { person: id, role: null }, reaches: (task) => own.has(task.store) }
  })
  for (const role of ROLES) {
    const ofStore = role === 'store' || role === 'store_manager'
    if (role === 'hq' && !tasks.some((task) => task.role === 'hq')) continue
    lanes.push({
      key: `role:${role}`, name: t(`rounds.role_${role}`), asked: { person: null, role },
      reaches: (task) => task.announced || !ofStore,
    })
  }
  for (const task of tasks) {
    if (task.person && !lanes.some(({ key }) => key === task.person)) {
      lanes.push({ key: task.person, name: task.personName ?? '', asked: { person: task.person, role: null }, reaches: (one) => one.store === task.store })
    }
  }
  const busy = (lane: Lane): number => tasks.filter((task) => laneOf(task) === lane.key).length
  return lanes.sort((one, other) => Number(busy(other) > 0) - Number(busy(one) > 0))
}

export const mayMove = (task: Task): boolean => task.status !== 'done' && task.status !== 'missed'

/** Hands a task over; the sentence says what became of it. */
export async function handOver(task: Task, lane: Lane): Promise<{ moved: boolean; words: string }> {
  const store = say(task.storeName)
  if (!lane.reaches(task)) return { moved: false, words: t('rounds.notHis', { name: lane.name, store }) }
  const reply = await ask<Task>('PUT', `/api/tasks/${task.id}/assignment`, { body: { version: task.version, ...lane.asked } })
  switch (reply.kind) {
    case 'ok': return { moved: true, words: t('rounds.moved', { store, name: lane.name }) }
    case 'refused': return { moved: false, words: t(reply.problem.status === 409 ? 'rounds.changedMeanwhile' : 'rounds.notHis', { name: lane.name, store }) }
    default: return { moved: false, words: t('rounds.offline') }
  }
}
