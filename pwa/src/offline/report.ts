/** Tells the server how much lies on this phone, so that HQ sees a device whose work does not arrive. */
import { watch } from 'vue'
import { ask, reachable, signInNeeded } from './api'
import { serverNow } from './clock'
import { readSetting, writeSetting, type Command } from './db'
import { deviceName, me } from './session'
import { useUnsent } from './sync-state'
import { uuid7 } from './uuid7'
import type { Wire } from '@/wire'

/** What is sent within this time never was stuck. */
const SETTLE = 6000
const SAY_AGAIN = 30 * 60_000

type Told = Wire<'UnsentIn'>
let [lastWord, lastAt] = ['', 0]
let timer: ReturnType<typeof setTimeout> | undefined

/** Starts telling: at a sign-in, and whenever what waits has changed and stays so for a moment. */
export function startReporting(): void {
  const unsent = useUnsent()
  watch(() => me.value?.id, () => ([lastWord, lastAt] = ['', 0]))
  watch([unsent, reachable, signInNeeded, () => me.value?.id], () => {
    clearTimeout(timer)
    timer = setTimeout(() => void report(unsent.value), SETTLE)
  }, { immediate: true })
  setInterval(() => void report(unsent.value), SAY_AGAIN)
}

export async function report(rows: Command[]): Promise<void> {
  const person = me.value?.id
  if (!person || signInNeeded.value || reachable.value === false || document.visibilityState !== 'visible') return
  const told = describe(rows)
  const word = JSON.stringify([person, told])
  if (word === lastWord && Date.now() - lastAt < SAY_AGAIN) return
  const reply = await ask('PUT', `/api/devices/${await deviceId()}/unsent`, { body: told, person })
  if (reply.kind === 'ok') [lastWord, lastAt] = [word, Date.now()]
}

/** The age is measured by the phone's own clock and told by the server's. */
export function describe(rows: Command[]): Told {
  const oldest = Math.min(...rows.map((row) => row.createdAt))
  return {
    name: deviceName(),
    records: rows.filter((row) => row.photo === null).length,
    photos: rows.filter((row) => row.photo !== null).length,
    refused: rows.filter((row) => row.state === 'parked').length,
    oldestAt: rows.length > 0 ? new Date(serverNow() - Math.max(0, Date.now() - oldest)).toISOString() : null,
  }
}

/** The name this browser gave itself; it outlives sessions and people. */
async function deviceId(): Promise<string> {
  const known = await readSetting<string>('device')
  if (known) return known
  const id = uuid7()
  await writeSetting('device', id)
  return id
}
