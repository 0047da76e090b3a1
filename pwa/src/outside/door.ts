/** What a page behind a mailed or printed link asks of the server; nothing of it is kept on this phone. */
import { shallowRef } from 'vue'
import { t } from '@/i18n'
import { ask, explain, stamps, type Reply } from '@/offline'

export interface Picture {
  sha256: string
  blob: Blob
  url: string
}

export type Shut = 'ended' | 'missing' | 'tooMany' | 'offline'

/** The document behind a link, or why it does not open. */
export function useLink<T>(url: string) {
  const data = shallowRef<T | null>(null)
  const shut = shallowRef<Shut | null>(null)
  async function load(): Promise<void> {
    shut.value = null
    const reply = await ask<T>('GET', url)
    if (reply.kind === 'ok') data.value = reply.data
    else shut.value = whyShut(reply)
  }
  return { data, shut, load }
}

function whyShut(reply: Reply<unknown>): Shut {
  if (reply.kind === 'refused') return reply.problem.status === 410 ? 'ended' : 'missing'
  return reply.kind === 'unreachable' && reply.status === 429 ? 'tooMany' : 'offline'
}

/** Sends photos first, then the words that name them; returns what the server answers, or what to tell. */
export async function send<T>(
  link: string, noun: string, id: string, body: Record<string, unknown>, pictures: Picture[],
): Promise<{ data: T } | { failure: string }> {
  for (const picture of pictures) {
    const sent = await ask('PUT', `${link}/photos/${picture.sha256}`, { blob: picture.blob, timeout: 120_000 })
    if (sent.kind !== 'ok') return { failure: why(sent) }
  }
  const photos = pictures.map((one) => one.sha256)
  const reply = await ask<T>('PUT', `${link}/${noun}/${id}`, { body: { ...body, photos, ...stamps() } })
  return reply.kind === 'ok' ? { data: reply.data } : { failure: why(reply) }
}

function why(reply: Reply<unknown>): string {
  if (reply.kind === 'refused') return explain(reply.problem)
  return t(reply.kind === 'unreachable' && reply.status === 429 ? 'outside.tooMany' : 'outside.notSent')
}
