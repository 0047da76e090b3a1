/** Makes a password that can be read out over the telephone; pure but for the chance that is handed in. */

export const SHORTEST = 10
/** Without l, o, i, 0 and 1, which nobody can tell apart. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'
const GROUPS = 3
const IN_A_GROUP = 4
/** From here on a byte would make the first letters likelier than the last. */
const FAIR = 256 - (256 % LETTERS.length)

/** Twelve letters in groups of four: some 59 bits. */
export function makePassword(chance: (count: number) => Iterable<number>): string {
  let letters = ''
  while (letters.length < GROUPS * IN_A_GROUP) {
    for (const byte of chance(GROUPS * IN_A_GROUP - letters.length)) if (byte < FAIR) letters += LETTERS[byte % LETTERS.length]
  }
  return letters.match(/.{4}/g)!.join('-')
}

export function ofThisDevice(count: number): Uint8Array {
  return crypto.getRandomValues(new Uint8Array(count))
}
