/** Takes unsent work off the phone as a file: one JSON with the records and the photos inside. */
import { getPhoto, me, type Command } from '@/offline'

/** Hands the chosen writes to the browser as a download. */
export async function exportCommands(commands: Command[]): Promise<void> {
  const writes = await Promise.all(commands.map(describe))
  const content = { storewalk: 'unsent', person: me.value?.login, exportedAt: new Date().toISOString(), writes }
  const file = new Blob([JSON.stringify(content, null, 1)], { type: 'application/json' })
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = `storewalk-${content.exportedAt.slice(0, 16).replace(':', '')}.json`
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

async function describe(command: Command): Promise<Record<string, unknown>> {
  const { method, url, body, title, createdAt, problem } = command
  const photo = command.photo ? await getPhoto(command.photo) : undefined
  const jpegBase64 = photo ? await base64(photo.blob) : undefined
  return { method, url, title, createdAt: new Date(createdAt).toISOString(), problem, body: body ?? undefined, jpegBase64 }
}

async function base64(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer())
  let text = ''
  // String.fromCharCode takes only so many arguments at once.
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return btoa(text)
}
