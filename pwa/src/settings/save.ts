/** Settings are kept at once or not at all, and say so. */
import { t } from '@/i18n'
import { ask, explain } from '@/offline'
import { toast } from '@/ui/toast'

/** Sends one setting; true once the server has it. */
export async function save(url: string, body: unknown, method: 'PUT' | 'DELETE' = 'PUT'): Promise<boolean> {
  const reply = await ask<unknown>(method, url, method === 'PUT' ? { body } : {})
  if (reply.kind === 'ok') toast(t('settings.saved'), { tone: 'good' })
  else if (reply.kind === 'refused') toast(explain(reply.problem), { tone: 'bad' })
  else toast(t('settings.unreachable'), { tone: 'bad' })
  return reply.kind === 'ok'
}
