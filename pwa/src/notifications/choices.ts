/** How one wants to be told, as the phone knows it; a change holds at once and is told when there is a network. */
import { enqueue, keepDocument, stamps, useDocument, type DocumentView } from '@/offline'
import type { Wire } from '@/wire'

export type Choices = Wire<'Choices'>
export type Wanted = Pick<Choices, 'push' | 'mail' | 'bot' | 'quiet' | 'digest'>

const URL = '/api/notification-choices'
export const USUAL_QUIET = { begins: '22:00', ends: '07:00' }
export const USUAL_DIGEST = { at: '08:00', by: 'inbox' } as const

export function useChoices(): DocumentView<Choices> {
  return useDocument<Choices>(URL)
}

export async function choose(kept: Choices, changed: Partial<Wanted>): Promise<void> {
  const { push, mail, bot, quiet, digest } = { ...kept, ...changed }
  await keepDocument(URL, { ...kept, ...changed })
  await enqueue([{
    lane: 'notification-choices', url: URL, body: { push, mail, bot, quiet, digest, ...stamps() },
    title: { zh: '通知方式', en: 'How I am told' }, opens: '/notifications/choices',
  }])
}
