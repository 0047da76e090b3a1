/** Rows pasted out of a spreadsheet: code, level, safety stock; pure. */
import { readNumber } from '@/products/numbers'

export interface PastedRow {
  row: number
  sku: string
  baseUnits: number | null
  safetyUnits: number
}
export interface PastedProblem {
  row: number
  code: 'unknown' | 'number' | 'twice' | 'safety'
  value: string
}
export interface Pasted {
  rows: PastedRow[]
  problems: PastedProblem[]
}

/** Reads tabs, commas or semicolons; a first row of headings is left out, an empty level takes the level away. */
export function readPasted(text: string, skus: ReadonlySet<string>): Pasted {
  const pasted: Pasted = { rows: [], problems: [] }
  const seen = new Set<string>()
  text.split(/\r\n|\n|\r/).forEach((line, index) => {
    const [sku = '', level = '', safety = ''] = cells(line)
    if (!sku || (index === 0 && !skus.has(sku) && readNumber(level, 0) === null)) return
    const row = index + 1
    const units = level === '' ? null : readNumber(level, 0)
    const cushion = safety === '' ? 0 : readNumber(safety, 0)
    const code = !skus.has(sku) ? 'unknown' : seen.has(sku) ? 'twice' : (level !== '' && units === null) || cushion === null ? 'number' : cushion > (units ?? 0) ? 'safety' : null
    if (code) pasted.problems.push({ row, code, value: code === 'number' ? (units === null && level !== '' ? level : safety) : sku })
    else pasted.rows.push({ row, sku, baseUnits: units, safetyUnits: cushion! })
    seen.add(sku)
  })
  return pasted
}

function cells(line: string): string[] {
  const mark = line.includes('\t') ? '\t' : line.includes(';') ? ';' : ','
  return line.split(mark).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'))
}
