/** What can be done to a draft; pure, and what is not touched stays the very same object. */
import type { ChecklistDocument, Question, Section } from '@/answering/checklist'
import { freshId } from './draft-document'

/** A place between questions: before the question at `index` of that section. */
export interface Slot {
  section: number
  index: number
}

export interface Found {
  section: Section
  question: Question
  at: Slot
}

export function findQuestion(document: ChecklistDocument, id: string): Found | null {
  for (const [row, section] of document.sections.entries()) {
    const index = section.questions.findIndex((question) => question.id === id)
    if (index >= 0) return { section, question: section.questions[index]!, at: { section: row, index } }
  }
  return null
}

export function changeQuestion(document: ChecklistDocument, id: string, change: (question: Question) => Question): ChecklistDocument {
  const found = findQuestion(document, id)
  if (!found) return document
  return inSection(document, found.at.section, (questions) => questions.with(found.at.index, change(found.question)))
}

export function changeSection(document: ChecklistDocument, id: string, change: Partial<Section>): ChecklistDocument {
  return { ...document, sections: document.sections.map((section) => (section.id === id ? { ...section, ...change } : section)) }
}

export function insertQuestions(document: ChecklistDocument, at: Slot, questions: readonly Question[]): ChecklistDocument {
  return inSection(document, at.section, (all) => all.toSpliced(at.index, 0, ...questions))
}

export function removeQuestion(document: ChecklistDocument, id: string): ChecklistDocument {
  const found = findQuestion(document, id)
  return found ? inSection(document, found.at.section, (all) => all.toSpliced(found.at.index, 1)) : document
}

/** A copy right behind its model, with an id of its own. */
export function duplicateQuestion(document: ChecklistDocument, id: string): { document: ChecklistDocument; copy: string } {
  const found = findQuestion(document, id)
  if (!found) return { document, copy: id }
  const copy = { ...structuredClone(found.question), id: freshId('q') }
  return { document: insertQuestions(document, { ...found.at, index: found.at.index + 1 }, [copy]), copy: copy.id }
}

/** Takes a question out and puts it into a slot that was counted while it was still there. */
export function moveQuestion(document: ChecklistDocument, id: string, to: Slot): ChecklistDocument {
  const found = findQuestion(document, id)
  if (!found) return document
  const slid = found.at.section === to.section && found.at.index < to.index ? to.index - 1 : to.index
  if (found.at.section === to.section && found.at.index === slid) return document
  return insertQuestions(removeQuestion(document, id), { section: to.section, index: slid }, [found.question])
}

/** One place up or down, over the edge of its section into the next. */
export function nudgeQuestion(document: ChecklistDocument, id: string, step: -1 | 1): ChecklistDocument {
  const found = findQuestion(document, id)
  if (!found) return document
  const { section, index } = found.at
  const next = index + step
  if (next >= 0 && next < found.section.questions.length) return moveQuestion(document, id, { section, index: step > 0 ? next + 1 : next })
  const neighbour = document.sections[section + step]
  if (!neighbour) return document
  return moveQuestion(document, id, { section: section + step, index: step > 0 ? 0 : neighbour.questions.length })
}

export function insertSection(document: ChecklistDocument, index: number, section: Section): ChecklistDocument {
  return { ...document, sections: document.sections.toSpliced(index, 0, section) }
}

export function removeSection(document: ChecklistDocument, id: string): ChecklistDocument {
  return { ...document, sections: document.sections.filter((section) => section.id !== id) }
}

export function nudgeSection(document: ChecklistDocument, id: string, step: -1 | 1): ChecklistDocument {
  const index = document.sections.findIndex((section) => section.id === id)
  const next = index + step
  if (index < 0 || next < 0 || next >= document.sections.length) return document
  const section = document.sections[index]!
  return { ...document, sections: document.sections.toSpliced(index, 1).toSpliced(next, 0, section) }
}

/** A copy of a section and of its questions, all with ids of their own; conditions among them go along. */
export function duplicateSection(document: ChecklistDocument, id: string): { document: ChecklistDocument; copy: string } {
  const index = document.sections.findIndex((section) => section.id === id)
  if (index < 0) return { document, copy: id }
  const model = document.sections[index]!
  const ids = new Map(model.questions.map((question) => [question.id, freshId('q')]))
  const questions = model.questions.map((question) => retold(structuredClone(question), ids))
  const copy = { ...structuredClone(model), id: freshId('s'), questions }
  return { document: insertSection(document, index + 1, copy), copy: copy.id }
}

function retold(question: Question, ids: ReadonlyMap<string, string>): Question {
  const text = JSON.stringify(question, (key, value: unknown) => ((key === 'question' || key === 'id') && ids.has(String(value)) ? ids.get(String(value)) : value))
  return JSON.parse(text) as Question
}

function inSection(document: ChecklistDocument, row: number, change: (questions: Question[]) => Question[]): ChecklistDocument {
  const section = document.sections[row]
  if (!section) return document
  return { ...document, sections: document.sections.with(row, { ...section, questions: change([...section.questions]) }) }
}
