/** A file that only its passphrase opens: a readable head, and behind it bytes under AES-GCM with a key from PBKDF2. */

export interface Head {
  storewalk: 'unsent'
  version: 1
  /** Whose work it is: it is sent in this person's name or not at all. */
  person: { id: string; login: string; name: string }
  exportedAt: string
  iterations: number
  salt: string
  iv: string
}

/** OWASP's number for PBKDF2 with SHA-256. */
const ITERATIONS = 600_000
export const SHORTEST_PASSPHRASE = 8

/** Seals bytes; the head is part of what the seal covers, so that no other name can be put on it. */
export async function seal(person: Head['person'], content: Uint8Array<ArrayBuffer>, passphrase: string): Promise<Blob> {
  const [salt, iv] = [crypto.getRandomValues(new Uint8Array(16)), crypto.getRandomValues(new Uint8Array(12))]
  const head: Head = {
    storewalk: 'unsent', version: 1, person, exportedAt: new Date().toISOString(), iterations: ITERATIONS, salt: toBase64(salt), iv: toBase64(iv),
  }
  const line = new TextEncoder().encode(`${JSON.stringify(head)}\n`)
  const key = await keyFrom(passphrase, salt, ITERATIONS)
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: line }, key, content)
  return new Blob([line, sealed], { type: 'application/octet-stream' })
}

/** Reads whose file it is, without its passphrase; null when it is none of ours. */
export async function readHead(file: Blob): Promise<Head | null> {
  try {
    const start = await file.slice(0, 4096).text()
    const head = JSON.parse(start.slice(0, start.indexOf('\n'))) as Head
    const known = head.storewalk === 'unsent' && head.version === 1 && typeof head.person?.id === 'string'
    // A file that asks for too little work would make guessing cheap; for too much, the phone would stand still.
    return known && head.iterations >= ITERATIONS && head.iterations <= 10 * ITERATIONS ? head : null
  } catch {
    return null
  }
}

/** Opens a file; null when the passphrase is wrong or a single bit of it was changed. */
export async function open(file: Blob, passphrase: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const head = await readHead(file)
  if (!head) return null
  const bytes = new Uint8Array(await file.arrayBuffer())
  const end = bytes.indexOf(10) + 1
  const key = await keyFrom(passphrase, fromBase64(head.salt), head.iterations)
  const how = { name: 'AES-GCM', iv: fromBase64(head.iv), additionalData: bytes.slice(0, end) }
  try {
    return new Uint8Array(await crypto.subtle.decrypt(how, key, bytes.slice(end)))
  } catch {
    return null
  }
}

async function keyFrom(passphrase: string, salt: Uint8Array<ArrayBuffer>, iterations: number): Promise<CryptoKey> {
  const typed = new TextEncoder().encode(passphrase.normalize('NFKC'))
  const material = await crypto.subtle.importKey('raw', typed, 'PBKDF2', false, ['deriveKey'])
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations }
  return crypto.subtle.deriveKey(how, material, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
}

const toBase64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes))
const fromBase64 = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0))
