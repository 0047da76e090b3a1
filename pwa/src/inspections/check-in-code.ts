/** What a code on a store's screen says to a phone; only the server can say whether it is right. */
const CODE = /^storewalk:check-in\/([0-9a-f-]{36})\/\d{1,10}\/[A-Z2-7]{16}$/

/** The store that a code is of; null for any other code. */
export function storeOfCode(code: string): string | null {
  return CODE.exec(code)?.[1] ?? null
}
