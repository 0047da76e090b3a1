/** Everything the editor does to a draft, with undo; whoever shows it only chooses and types. */
import { computed, onScopeDispose, ref, shallowRef, watch, type ComputedRef, type Ref } from 'vue'
import type { ChecklistDocument, Question, Section } from '@/answering/checklist'
import { say, t } from '@/i18n'
import { toast } from '@/ui/toast'
import { newQuestion, newSection } from './draft-document'
import {
  changeQuestion, changeSection, duplicateQuestion, duplicateSection, findQuestion, insertQuestions, insertSection, moveQuestion, nudgeQuestion,
  nudgeSection, removeQuestion, removeSection, type Slot,
} from './edits'
import { begin, redo, step, undo, type History } from './history'
import type { ChecklistDraft } from './use-draft'

export interface Editor {
  document: ComputedRef<ChecklistDocument>
  chosen: Ref<string | null>
  question: ComputedRef<Question | null>
  section: ComputedRef<Section | null>
  /** Where something went, for whoever does not see it. */
  said: Ref<string>
  canUndo: ComputedRef<boolean>
  canRedo: ComputedRef<boolean>
  undo: () => void
  redo: () => void
  edit: (next: ChecklistDocument, field?: string | null) => void
  changeChosen: (change: (question: Question) => Question, field: string | null) => void
  changeChosenSection: (change: Record<string, unknown>, field: string | null) => void
  addQuestion: (section: string) => void
  addSection: () => void
  insert: (here: Question[], sections: Section[]) => void
  duplicate: () => void
  remove: () => void
  move: (id: string, to: Slot) => void
  nudge: (id: string, step: -1 | 1) => void
  nudgeChosenSection: (step: -1 | 1) => void
}

export function useEditor(draft: ChecklistDraft): Editor {
  const history = shallowRef<History<ChecklistDocument>>(begin(draft.document.value))
  const chosen = ref<string | null>(null)
  const said = ref('')
  const document = computed(() => history.value.now)
  const found = computed(() => (chosen.value ? findQuestion(document.value, chosen.value) : null))
  const section = computed(() => document.value.sections.find(({ id }) => id === chosen.value) ?? null)

  // What comes from elsewhere, such as another writer's draft, begins a history of its own.
  watch(draft.document, (now) => now !== history.value.now && (history.value = begin(now)))

  function edit(next: ChecklistDocument, field: string | null = null): void {
    go(step(history.value, next, field, Date.now()))
  }

  function go(next: History<ChecklistDocument>): void {
    history.value = next
    draft.write(next.now)
  }

  /** Where new questions go: behind the chosen one, else at the end of the chosen or the last section. */
  function slot(): Slot {
    if (found.value) return { section: found.value.at.section, index: found.value.at.index + 1 }
    const { sections } = document.value
    const at = sections.findIndex(({ id }) => id === chosen.value)
    const row = at >= 0 ? at : sections.length - 1
    return { section: row, index: sections[row]?.questions.length ?? 0 }
  }

  function addQuestion(into: string): void {
    const row = document.value.sections.findIndex(({ id }) => id === into)
    const place = slot()
    const before = document.value.sections[row]?.questions.at(-1)
    const question = newQuestion(found.value?.question.kind ?? before?.kind ?? 'choice')
    const index = place.section === row ? place.index : document.value.sections[row]!.questions.length
    edit(insertQuestions(document.value, { section: row, index }, [question]))
    chosen.value = question.id
  }

  function addSection(): void {
    const fresh = newSection()
    const row = found.value?.at.section ?? document.value.sections.findIndex(({ id }) => id === chosen.value)
    edit(insertSection(document.value, row >= 0 ? row + 1 : document.value.sections.length, fresh))
    chosen.value = fresh.id
  }

  function insert(here: Question[], sections: Section[]): void {
    const base = here.length > 0 && document.value.sections.length === 0 ? insertSection(document.value, 0, newSection()) : document.value
    const at = base === document.value ? slot() : { section: 0, index: 0 }
    const filled = here.length > 0 ? insertQuestions(base, at, here) : base
    edit(sections.reduce((now, one, index) => insertSection(now, at.section + 1 + index, one), filled))
    chosen.value = here[0]?.id ?? sections[0]?.id ?? chosen.value
    toast(t('writing.inserted', { count: here.length + sections.flatMap(({ questions }) => questions).length }), { deed: { label: t('ui.undo'), run: back } })
  }

  function duplicate(): void {
    const id = chosen.value
    if (!id) return
    const { document: next, copy } = found.value ? duplicateQuestion(document.value, id) : duplicateSection(document.value, id)
    edit(next)
    chosen.value = copy
  }

  function remove(): void {
    const id = chosen.value
    if (!id) return
    const words = say(found.value?.question.text ?? section.value?.title) || t('writing.unnamed')
    const neighbours = found.value?.section.questions ?? []
    const next = neighbours[found.value ? found.value.at.index + 1 : 0] ?? neighbours[found.value ? found.value.at.index - 1 : 0]
    edit(found.value ? removeQuestion(document.value, id) : removeSection(document.value, id))
    chosen.value = found.value ? chosen.value : (next?.id ?? null)
    toast(t('writing.removed', { what: words }), { deed: { label: t('ui.undo'), run: () => (back(), (chosen.value = id)) } })
  }

  function sayPlace(id: string): void {
    const now = findQuestion(document.value, id)
    if (!now) return
    const values = { what: say(now.question.text) || t('writing.unnamed'), place: now.at.index + 1, count: now.section.questions.length }
    said.value = t('writing.movedTo', { ...values, section: say(now.section.title) || t('writing.unnamedSection') })
  }

  function moving(id: string, next: ChecklistDocument): void {
    edit(next)
    sayPlace(id)
  }

  const back = (): void => go(undo(history.value))
  const forth = (): void => go(redo(history.value))

  function byKey(event: KeyboardEvent): void {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return
    const key = event.key.toLowerCase()
    if (key !== 'z' && key !== 'y') return
    event.preventDefault()
    if (key === 'y' || event.shiftKey) forth()
    else back()
  }
  window.addEventListener('keydown', byKey)
  onScopeDispose(() => window.removeEventListener('keydown', byKey))

  return {
    document, chosen, said, edit, addQuestion, addSection, insert, duplicate, remove,
    question: computed(() => found.value?.question ?? null),
    section,
    canUndo: computed(() => history.value.past.length > 0),
    canRedo: computed(() => history.value.future.length > 0),
    undo: back,
    redo: forth,
    changeChosen: (change, field) => chosen.value && edit(changeQuestion(document.value, chosen.value, change), field && `${chosen.value}.${field}`),
    changeChosenSection: (change, field) => chosen.value && edit(changeSection(document.value, chosen.value, change), field && `${chosen.value}.${field}`),
    move: (id, to) => moving(id, moveQuestion(document.value, id, to)),
    nudge: (id, by) => moving(id, nudgeQuestion(document.value, id, by)),
    nudgeChosenSection: (by) => chosen.value && edit(nudgeSection(document.value, chosen.value, by)),
  }
}
