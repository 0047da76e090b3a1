/** A checklist while it is written: the shape of the published one, of which anything may still be missing. */
import type { ChecklistDocument, Question, Section } from '@/answering/checklist'
import type { Bilingual } from '@/i18n'
import { uuid7 } from '@/offline/uuid7'

export type Kind = Question['kind']

/** The kinds in the order in which they are offered. */
export const KINDS: readonly Kind[] = [
  'choice', 'yes_no', 'multi_choice', 'number', 'temperature', 'slider', 'text', 'date_time', 'photo', 'signature', 'barcode', 'location', 'information',
]

export const COLOURS = ['green', 'amber', 'red', 'blue', 'grey'] as const

const blank = (): Bilingual => ({ zh: '', en: '' })

/** Short, and never the same again: ids live on in the next version, and answers are found by them. */
export function freshId(kind: 'q' | 's' | 'o' | 'b'): string {
  return `${kind}_${uuid7().replaceAll('-', '').slice(-20)}`
}

export function newDocument(name: Bilingual = blank()): ChecklistDocument {
  return { name, sections: [newSection()] }
}

export function newSection(title: Bilingual = blank()): Section {
  return { id: freshId('s'), title, questions: [] }
}

export function newQuestion(kind: Kind, text: Bilingual = blank()): Question {
  return ofKind({ id: freshId('q'), text }, kind)
}

type Rest = { id: string; text: Bilingual } & Record<string, unknown>

/** The same question asked in another way; what the new kind does not know falls away. */
export function ofKind(question: Rest, kind: Kind): Question {
  const { options, responseSet, passes: _passes, limits, unit, min: _min, max: _max, step: _step, asks: _asks, kind: _kind, ...kept } = question
  const own = { ...kept, kind } as Record<string, unknown>
  if (kind === 'choice' || kind === 'multi_choice') {
    own.options = options ?? passAndFail()
    if (responseSet) own.responseSet = responseSet
  }
  if (kind === 'number' || kind === 'temperature' || kind === 'slider') Object.assign(own, limits ? { limits, unit: unit ?? '' } : {})
  return own as unknown as Question
}

/** What most questions are answered with. */
export function passAndFail(): object[] {
  return [
    { id: 'pass', label: { zh: '合格', en: 'Pass' }, points: 1, colour: 'green' },
    { id: 'fail', label: { zh: '不合格', en: 'Fail' }, points: 0, failed: true, colour: 'red' },
    { id: 'na', label: { zh: '不适用', en: 'Not applicable' }, points: 0, scored: false, colour: 'grey' },
  ]
}

/** Makes a whole document of whatever a draft holds, so that no half of one stops the editor. */
export function tidy(document: unknown): ChecklistDocument {
  const found = isPart(document) ? document : {}
  const sections = Array.isArray(found.sections) ? found.sections : []
  return { ...found, name: bilingual(found.name), sections: sections.map(tidySection) } as ChecklistDocument
}

function tidySection(section: unknown): Section {
  const found = isPart(section) ? section : {}
  const questions = Array.isArray(found.questions) ? found.questions : []
  return { ...found, id: idOf(found, 's'), title: bilingual(found.title), questions: questions.map(tidyQuestion) } as Section
}

function tidyQuestion(question: unknown): Question {
  const found = isPart(question) ? question : {}
  const kind = typeof found.kind === 'string' ? found.kind : 'yes_no'
  const own: Record<string, unknown> = { ...found, id: idOf(found, 'q'), kind, text: bilingual(found.text) }
  if (kind === 'choice' || kind === 'multi_choice') {
    own.options = (Array.isArray(found.options) ? found.options : []).map((option: unknown) => {
      const one = isPart(option) ? option : {}
      return { ...one, id: idOf(one, 'o'), label: bilingual(one.label), points: typeof one.points === 'number' ? one.points : 0 }
    })
  }
  return own as unknown as Question
}

function isPart(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function idOf(part: Record<string, unknown>, kind: 'q' | 's' | 'o'): string {
  return typeof part.id === 'string' && part.id ? part.id : freshId(kind)
}

function bilingual(words: unknown): Bilingual {
  const found = isPart(words) ? words : {}
  return { zh: typeof found.zh === 'string' ? found.zh : '', en: typeof found.en === 'string' ? found.en : '' }
}
