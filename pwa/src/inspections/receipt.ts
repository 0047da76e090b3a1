/** What the server states to hold, whether its signature is right, and what that leaves on this phone. */
import type { Wire } from '@/wire'

export type Signature = 'verified' | 'forged' | 'unsupported' | 'unchecked'

interface Statement {
  inspection: string
  answersSha256: string
  manifest: string[]
  held: string[]
  issuedAt: string
  /** The version it speaks of; none is the visit as it was handed in. */
  amendment?: string | null
  /** Who signed in the store; receipts from before say nothing of it. */
  signedBy?: Wire<'Signature'> | null
}

/** Only what is signed counts; the fields beside it are for reading. */
export function statementOf(receipt: Wire<'ReceiptOut'>): Statement {
  return JSON.parse(receipt.statement) as Statement
}

/** The photos that no receipt answers for. */
export function stillHere(manifest: readonly string[], receipt: Wire<'ReceiptOut'> | null): string[] {
  const held = new Set(receipt ? statementOf(receipt).held : [])
  return manifest.filter((photo) => !held.has(photo))
}

/** Verifies on the phone itself; older browsers cannot, and that is said. */
export async function verifyReceipt(
  receipt: Wire<'ReceiptOut'>, publicKey: string, fingerprint: string | null = null,
): Promise<Signature> {
  let key: CryptoKey
  try {
    key = await crypto.subtle.importKey('raw', bytesOf(publicKey), { name: 'Ed25519' }, false, ['verify'])
  } catch {
    return 'unsupported'
  }
  const signed = new TextEncoder().encode(receipt.statement)
  const isRight = await crypto.subtle.verify({ name: 'Ed25519' }, key, bytesOf(receipt.signature), signed)
  return isRight && speaksOf(receipt, fingerprint) ? 'verified' : 'forged'
}

/** A true signature over another visit, or over other answers, proves nothing. */
function speaksOf(receipt: Wire<'ReceiptOut'>, fingerprint: string | null): boolean {
  const statement = statementOf(receipt)
  if (statement.inspection !== receipt.inspection) return false
  // An amended visit has another fingerprint than what this phone handed in.
  return fingerprint === null || statement.amendment != null || statement.answersSha256 === fingerprint
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0))
}
