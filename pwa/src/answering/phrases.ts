/** What I wrote in notes lately, so that it need not be typed again; on this phone, for me alone. */
const MOST = 6
const LONGEST = 40

/** The newest first, each once; long stories are no phrases. */
export function withPhrase(phrases: readonly string[], note: string): string[] {
  const words = note.trim()
  if (words === '' || words.length > LONGEST) return [...phrases]
  return [words, ...phrases.filter((one) => one !== words)].slice(0, MOST)
}

const keyOf = (person: string): string => `storewalk.phrases.${person}`

export function recentPhrases(person: string): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(person)) ?? '[]')
    return Array.isArray(kept) ? kept.filter((one): one is string => typeof one === 'string') : []
  } catch {
    return []
  }
}

export function rememberPhrase(person: string, note: string): void {
  localStorage.setItem(keyOf(person), JSON.stringify(withPhrase(recentPhrases(person), note)))
}

/** Adds a phrase to a note; one that is in it already changes nothing. */
export function joined(note: string, phrase: string): string {
  if (note.includes(phrase)) return note
  return note.trim() === '' ? phrase : `${note.trim()}；${phrase}`
}
