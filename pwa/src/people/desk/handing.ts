/** A first password on its way from the page of somebody new to the page of the person: in memory only, and shown once. */
let waiting: { person: string; password: string } | null = null

export function handOn(person: string, password: string): void {
  waiting = { person, password }
}

export function takeHanded(person: string): string {
  const password = waiting?.person === person ? waiting.password : ''
  waiting = null
  return password
}
