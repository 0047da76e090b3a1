import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import en from '@/i18n/en/problems'
import zh from '@/i18n/zh/problems'

const BACKEND = fileURLToPath(new URL('../../../backend/checklists/', import.meta.url))
const CALL = /\b(?:refusal|warning|FieldProblem)\(/g

/** What stands between the bracket at `start` and the one that closes it. */
function inBrackets(code: string, start: number): string {
  let [depth, end] = [0, start]
  do {
    if (code[end] === '(') depth += 1
    if (code[end] === ')') depth -= 1
    end += 1
  } while (depth > 0 && end < code.length)
  return code.slice(start, end)
}

async function codesTheBackendSays(): Promise<string[]> {
  const folders = await Promise.all(['', 'writing/', 'sets/'].map(async (folder) => (await readdir(BACKEND + folder)).map((name) => folder + name)))
  const files = folders.flat().filter((name) => name.endsWith('.py'))
  const sources = await Promise.all(files.map((name) => readFile(BACKEND + name, 'utf8')))
  const said = sources.flatMap((code) => [...code.matchAll(CALL)].flatMap((call) => {
    const last = /"([a-z_]+)",?\s*\)$/.exec(inBrackets(code, call.index + call[0].length - 1))
    return last ? [last[1]!] : []
  }))
  const choice = sources.flatMap((code) => [...code.matchAll(/code = "([a-z_]+)" if .* else "([a-z_]+)"/g)].flatMap(([, one, other]) => [one!, other!]))
  return [...new Set([...said, ...choice])].sort()
}

test('every flaw of a checklist that the backend can name has words in both languages', async () => {
  const codes = await codesTheBackendSays()
  expect(codes).toEqual(expect.arrayContaining(['condition_cycle', 'never_shown', 'no_deductions', 'red_line_weightless', 'shape', 'too_many', 'too_many_questions', 'upside_down', 'used_twice']))
  for (const words of [zh, en] as Record<string, string>[]) {
    expect(codes.filter((code) => !words[`field_${code}`])).toEqual([])
  }
})
