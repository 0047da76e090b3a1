/** What waits of one person, read once and kept up, so that a send costs the database the same however much waits. */
import { db, type Command } from './db'
import { earliestPauseEnd, nextToSend } from './lanes'

/** What others changed meanwhile is looked for this often, and never for more than a tenth of the time. */
const READ_AGAIN_AFTER = 1000
const SHARE_OF_READING = 10

export class Line {
  private rows: Command[] = []
  private newest = 0
  private readAt = -Infinity
  private tookMs = 0
  private isFresh = false

  constructor(private readonly person: string) {}

  /** The next write to send, marked as being sent and as it lies on the disk; null when none may go now. */
  async take(): Promise<Command | null> {
    for (;;) {
      await this.lookUp()
      const row = nextToSend(this.rows, Date.now())
      const taken = row && (await this.mark(row.seq))
      if (taken || (!row && this.isFresh)) return taken
      // Nothing to send as far as this line knows, or the write was changed by somebody else: read what is true.
      this.readAt = -Infinity
    }
  }

  /** Changes a write here and on the disk. */
  async change(seq: number, change: Partial<Command>): Promise<void> {
    await db.outbox.update(seq, change)
    this.rows = this.rows.map((row) => (row.seq === seq ? { ...row, ...change } : row))
  }

  /** Forgets a write that has arrived, and what was refused in its place. */
  forget({ seq, url }: Command): void {
    this.rows = this.rows.filter((row) => row.seq !== seq && row.replacedBy !== url)
  }

  wakesAt(): number | null {
    return earliestPauseEnd(this.rows, Date.now())
  }

  private async lookUp(): Promise<void> {
    const begun = performance.now()
    if (begun - this.readAt >= Math.max(READ_AGAIN_AFTER, this.tookMs * SHARE_OF_READING)) {
      this.rows = await db.outbox.where('person').equals(this.person).sortBy('seq')
      this.newest = this.rows.at(-1)?.seq ?? 0
      this.readAt = performance.now()
      this.tookMs = this.readAt - begun
      this.isFresh = true
      return
    }
    const written = await db.outbox.where(':id').above(this.newest).toArray()
    this.newest = written.at(-1)?.seq ?? this.newest
    this.rows.push(...written.filter((row) => row.person === this.person))
  }

  /** What is sent is what the disk holds at this moment, not what was read before. */
  private async mark(seq: number): Promise<Command | null> {
    this.isFresh = false
    const taken = await db.transaction('rw', db.outbox, async () => {
      const row = await db.outbox.get(seq)
      if (!row || row.state === 'parked') return null
      const command: Command = { ...row, attempts: row.attempts + 1, state: 'sending' }
      await db.outbox.update(seq, { attempts: command.attempts, state: command.state })
      return command
    })
    if (taken) this.rows = this.rows.map((row) => (row.seq === seq ? taken : row))
    return taken
  }
}
