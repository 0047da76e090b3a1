/** A refused write is never changed: it is corrected as a new one under a new id, and stays until that has arrived. */
import { atomically, db, type Command } from './db'

/** What a feature makes of a refused write of its own: the address of the new one, and where it is corrected. */
export interface Correction {
  url: string
  route: string
}
/** Runs in one transaction with the note on the refused write; it may await only database work. */
export type Corrector = (command: Command) => Promise<Correction | null>

const correctors: { pattern: RegExp; corrector: Corrector }[] = []

/** Lets a feature correct its refused writes; `pattern` is matched against the address. */
export function onCorrect(pattern: RegExp, corrector: Corrector): void {
  correctors.push({ pattern, corrector })
}

export function canCorrect(command: Command): boolean {
  return command.state === 'parked' && command.replacedBy === null && correctors.some(({ pattern }) => pattern.test(command.url))
}

/** Begins the correction and returns where it goes on; null when there is nothing left to correct it from. */
export function editAsNew(command: Command): Promise<string | null> {
  const found = correctors.find(({ pattern }) => pattern.test(command.url))
  if (!found) return Promise.resolve(null)
  return atomically(async () => {
    const row = await db.outbox.get(command.seq)
    if (row?.state !== 'parked') return null
    const correction = await found.corrector(row)
    if (correction) await db.outbox.update(row.seq, { replacedBy: correction.url, opens: correction.route })
    return correction?.route ?? null
  })
}
