/** What a live event is and which documents it concerns; pure. */

export interface LiveEvent {
  id: string | null
  name: string
  subject: string | null
  store: string | null
}

const SUMMARIES = ['/api/today', '/api/overview', '/api/notifications', '/api/offline', '/api/workload']
const PLURALS: Record<string, string> = { person: 'people' }
/** Every list and every card may name a store or its region; they seldom change, and then all that is on screen is read again. */
const NAMED_EVERYWHERE = /^(store|region)\./
const NEVER_CHANGES = /^\/api\/(checklist-versions|photos|receipt-key)\b/

/** Whether a document may read differently after the event. */
export function concerns(url: string, event: LiveEvent): boolean {
  if (NEVER_CHANGES.test(url)) return false
  if (SUMMARIES.some((summary) => url.startsWith(summary))) return true
  const noun = event.name.split('.')[0]!
  const isList = new RegExp(`^/api/${PLURALS[noun] ?? `${noun}s`}(\\?|$)`).test(url)
  return isList || [event.subject, event.store].some((id) => id !== null && url.includes(id))
}

/** Whether stores came, went, moved or were renamed, and with them perhaps what this person reaches. */
export function movesPlaces(event: LiveEvent): boolean {
  return NAMED_EVERYWHERE.test(event.name)
}

/** Reads server-sent events off a response body. */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<LiveEvent> {
  const reader = body.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>).getReader()
  let rest = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    const blocks = (rest + value).replaceAll('\r\n', '\n').split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) {
      const event = parseEvent(block)
      if (event) yield event
    }
  }
}

export function parseEvent(block: string): LiveEvent | null {
  const fields = new Map<string, string>()
  for (const line of block.split('\n')) {
    const [, name, value] = /^(\w+): ?(.*)$/.exec(line) ?? []
    if (name) fields.set(name, (fields.has(name) ? `${fields.get(name)}\n` : '') + value)
  }
  const name = fields.get('event')
  if (!name) return null
  const data = readData(fields.get('data'))
  return { id: fields.get('id') ?? null, name, subject: data.subject ?? null, store: data.store ?? null }
}

function readData(text: string | undefined): { subject?: string | null; store?: string | null } {
  try {
    return JSON.parse(text ?? '{}') ?? {}
  } catch {
    return {}
  }
}
