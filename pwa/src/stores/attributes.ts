/** Attributes of a store as rows of a form; pure. */

export type AttributeValue = boolean | number | string
export type Kind = 'yes' | 'number' | 'words'
export interface AttributeRow { name: string; kind: Kind; text: string; yes: boolean }

const WHOLE = /^-?\d{1,9}$/

export function rowsOf(attributes: Record<string, AttributeValue>): AttributeRow[] {
  return Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => rowOf(name, value))
}

export function rowOf(name: string, value: AttributeValue): AttributeRow {
  return { name, kind: kindOf(value), text: typeof value === 'boolean' ? '' : String(value), yes: value === true }
}

export function kindOf(value: AttributeValue): Kind {
  return typeof value === 'boolean' ? 'yes' : typeof value === 'number' ? 'number' : 'words'
}

/** What is wrong with a row, as the end of a key of words; null when nothing is. */
export function flawOf(row: AttributeRow, rows: readonly AttributeRow[]): 'required' | 'twice' | 'number' | null {
  const name = row.name.trim()
  if (!name) return 'required'
  if (rows.some((other) => other !== row && other.name.trim() === name)) return 'twice'
  return row.kind === 'number' && !WHOLE.test(row.text.trim()) ? 'number' : null
}

export function attributesOf(rows: readonly AttributeRow[]): Record<string, AttributeValue> {
  return Object.fromEntries(rows.map((row) => [row.name.trim(), valueOf(row)]))
}

function valueOf({ kind, text, yes }: AttributeRow): AttributeValue {
  if (kind === 'yes') return yes
  return kind === 'number' ? Number(text.trim()) : text.trim()
}

/** What other stores have, each with a value that shows its kind. */
export function knownAttributes(stores: readonly { attributes: Record<string, AttributeValue> }[]): Map<string, AttributeValue> {
  return new Map(stores.flatMap(({ attributes }) => Object.entries(attributes)).sort(([a], [b]) => (a < b ? -1 : 1)))
}
