/** Lines out of a spreadsheet become questions: Chinese, English, kind, points or weight, red line; pure. */
import type { Question, Section } from '@/answering/checklist'
import { newQuestion, newSection, type Kind } from './draft-document'

export interface PastedLine {
  number: number
  /** A line that only names a section. */
  section: Section | null
  question: Question | null
  /** What could not be understood, word for word. */
  unknown: string[]
}

const KIND_WORDS: Record<string, Kind> = {
  '': 'choice', 单选: 'choice', 合格不合格: 'choice', choice: 'choice', 'pass/fail': 'choice', select: 'choice',
  是否: 'yes_no', '是/否': 'yes_no', 'yes/no': 'yes_no', yesno: 'yes_no', yes_no: 'yes_no', boolean: 'yes_no',
  多选: 'multi_choice', multi: 'multi_choice', multi_choice: 'multi_choice', 'several choices': 'multi_choice',
  数字: 'number', 数值: 'number', number: 'number', 温度: 'temperature', temperature: 'temperature',
  文字: 'text', 文本: 'text', 填空: 'text', text: 'text', 照片: 'photo', 拍照: 'photo', photo: 'photo',
}
const YES = /^(是|有|红线|红线项|一票否决|y|yes|true|1|x|✓|√)$/i
const NO = /^(否|无|没有|n|no|false|0|-)?$/i
const HEADER = /^(检查项|项目|检查内容|内容|中文|question|chinese|zh|item)$/i

/** Reads tab-separated lines; a first line of headings is passed over, and a line alone with "#" names a section. */
export function readPasted(text: string): PastedLine[] {
  const lines = cellsOf(text).map((cells, index) => ({ cells: cells.map((cell) => cell.trim()), number: index + 1 }))
  const filled = lines.filter(({ cells }) => cells.some((cell) => cell !== ''))
  const [first] = filled
  const rest = first && HEADER.test(first.cells[0] ?? '') ? filled.slice(1) : filled
  return rest.map(({ cells, number }) => readLine(cells, number))
}

function readLine([first = '', english = '', kindWord = '', weightWord = '', redLineWord = '']: string[], number: number): PastedLine {
  if (first.startsWith('#')) {
    const title = first.replace(/^#+\s*/, '')
    return { number, section: newSection({ zh: title, en: english || (isLatin(title) ? title : '') }), question: null, unknown: [] }
  }
  const unknown: string[] = []
  const kind = KIND_WORDS[kindWord.toLowerCase().replaceAll(' ', kindWord.includes('several') ? ' ' : '')] ?? null
  if (kind === null) unknown.push(kindWord)
  const weight = /^\d{1,4}$/.test(weightWord) ? Number(weightWord) : null
  if (weight === null && weightWord !== '') unknown.push(weightWord)
  if (!YES.test(redLineWord) && !NO.test(redLineWord)) unknown.push(redLineWord)
  const chinese = isLatin(first) && english === '' ? '' : first
  const question = newQuestion(kind ?? 'choice', { zh: chinese, en: english || (chinese === '' ? first : '') })
  const more = { ...(weight === null ? {} : { weight }), ...(YES.test(redLineWord) ? { redLine: 'fail_inspection' as const } : {}) }
  return { number, section: null, question: { ...question, ...more }, unknown }
}

function isLatin(words: string): boolean {
  return /[A-Za-z]/.test(words) && !/\p{Script=Han}/u.test(words)
}

/** Cells as a spreadsheet copies them: a cell with a line break or a quote stands in quotes. */
export function cellsOf(text: string): string[][] {
  const rows: string[][] = [[]]
  let cell = ''
  let quoted = false
  const plain = text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n').replaceAll('\r', '\n')
  for (let index = 0; index < plain.length; index += 1) {
    const sign = plain[index]!
    if (quoted) {
      if (sign !== '"') cell += sign
      else if (plain[index + 1] === '"') [cell, index] = [`${cell}"`, index + 1]
      else quoted = false
    } else if (sign === '"' && cell === '') quoted = true
    else if (sign === '\t' || sign === '\n') {
      rows.at(-1)!.push(cell)
      cell = ''
      if (sign === '\n') rows.push([])
    } else cell += sign
  }
  rows.at(-1)!.push(cell)
  return rows
}

/** The pasted lines laid out: questions for the open section first, then whole sections. */
export function asSections(lines: readonly PastedLine[]): { here: Question[]; sections: Section[] } {
  const here: Question[] = []
  const sections: { section: Section; questions: Question[] }[] = []
  for (const { section, question } of lines) {
    if (section) sections.push({ section, questions: [] })
    else if (question) (sections.at(-1)?.questions ?? here).push(question)
  }
  return { here, sections: sections.map(({ section, questions }) => ({ ...section, questions })) }
}
