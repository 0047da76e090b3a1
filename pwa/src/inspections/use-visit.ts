/** One visit being walked: in memory for the screen, on the disk after every tap. */
import { computed, effectScope, onScopeDispose, ref, shallowRef, watch, type ComputedRef, type EffectScope, type Ref, type ShallowRef } from 'vue'
import { claimDraft, me, readDraft, saveDraft, useDrafts } from '@/offline'
import { answersWithGaps, type Block } from '@/answering/sheet'
import { circumstancesOf } from './circumstances'
import { blocksIn, draftKey, handedKey, sectionsOf, type VisitDraft } from './draft'
import type { Answer, ChecklistDocument, Score } from '@/answering/checklist'
import { findFlaws, type Flaw } from '@/answering/completeness'
import { missingActions } from '@/answering/corrective'
import { answersByPlace, place, scoreAnswers } from '@/answering/scoring'

/** How long (ms) a tab that is being closed may keep its claim before a tap on "go on here" gives up. */
const PATIENCE = 3000

/** writing: this tab holds the draft; reading: another one does; gone: handed in, or never begun here. */
export type Mode = 'loading' | 'writing' | 'reading' | 'gone'
export type Saving = 'saved' | 'saving' | 'failed'

export interface Visit {
  /** Where it lies on the disk, and the route that shows it. */
  key: string
  opens: string
  draft: ShallowRef<VisitDraft | null>
  mode: Ref<Mode>
  saving: Ref<Saving>
  blocks: ComputedRef<Block[]>
  answers: ComputedRef<Map<string, Answer>>
  score: ComputedRef<Score | null>
  flaws: ComputedRef<Flaw[]>
  /** Whether the store checks itself. */
  selfCheck: ComputedRef<boolean>
  /** Where a reading outside its limits still has to say what was done. */
  owed: ComputedRef<string[]>
  change: (edit: (draft: VisitDraft) => VisitDraft) => Promise<boolean>
  /** Puts a draft on the screen that somebody else has just written. */
  takeUp: (draft: VisitDraft) => void
  takeOver: () => Promise<void>
}

export function useVisit(id: string): Visit {
  return useDraft(draftKey(id), `/visit/${id}`, handedKey(id))
}

/** The draft at a key; once it is handed in it lies at another. */
export function useDraft(key: string, opens: string, handed: string | null = null): Visit {
  const draft = shallowRef<VisitDraft | null>(null)
  const mode = ref<Mode>('loading')
  const saver = useSaver(key, draft)
  let release: (() => void) | null = null
  let ended = false

  async function takeOver(patience = 0): Promise<void> {
    const claimed = release ?? await claimDraft(key, patience)
    if (ended) return claimed?.()
    release ??= claimed
    draft.value = (await readDraft<VisitDraft>(key)) ?? (handed ? await readDraft<VisitDraft>(handed) : null)
    if (!draft.value || draft.value.handedInAt) mode.value = 'gone'
    else mode.value = release ? 'writing' : 'reading'
  }

  async function change(edit: (draft: VisitDraft) => VisitDraft): Promise<boolean> {
    if (mode.value !== 'writing' || !draft.value) return false
    draft.value = edit(draft.value)
    return saver.save()
  }

  // Whoever writes knows best; only a reader follows what is on the disk.
  let following: EffectScope | null = null
  watch(mode, (now) => {
    following?.stop()
    following = now === 'reading' ? effectScope(true) : null
    following?.run(() => {
      const stored = useDrafts(key)
      watch(stored, ([row]) => row && (draft.value = row.body as VisitDraft))
    })
  })
  onScopeDispose(() => {
    ended = true
    release?.()
    following?.stop()
  })
  void takeOver()

  const document = computed(() => (draft.value?.version.document as ChecklistDocument | undefined) ?? null)
  const given = computed(() => (draft.value ? answersWithGaps(sectionsOf(draft.value), draft.value) : []))
  const selfCheck = computed(() => me.value?.posts.some((post) => post.store !== null && post.store === draft.value?.store.id) ?? false)
  const actions = computed(() => (document.value && selfCheck.value ? missingActions(document.value, given.value) : []))
  return {
    key, opens, draft, mode, change,
    takeOver: () => takeOver(PATIENCE),
    takeUp: (newer) => (draft.value = newer),
    saving: saver.state,
    blocks: computed(() => (draft.value ? blocksIn(draft.value) : [])),
    answers: computed(() => answersByPlace(draft.value?.answers ?? [])),
    score: computed(() => (document.value && draft.value ? scoreAnswers(document.value, draft.value.answers, false, circumstancesOf(draft.value)) : null)),
    flaws: computed(() => (document.value && draft.value ? [...findFlaws(document.value, given.value, circumstancesOf(draft.value)), ...actions.value] : [])),
    selfCheck,
    owed: computed(() => actions.value.map(({ question, instance }) => place(question, instance))),
  }
}

/** Writes the newest state, one write at a time; taps during a write share the next one. */
function useSaver(key: string, draft: ShallowRef<VisitDraft | null>): { state: Ref<Saving>; save: () => Promise<boolean> } {
  const state = ref<Saving>('saved')
  let [wanted, written] = [0, 0]
  let turn: Promise<unknown> = Promise.resolve()

  function save(): Promise<boolean> {
    const mine = (wanted += 1)
    state.value = 'saving'
    const done = turn.then(async () => {
      if (mine <= written) return true
      const upTo = wanted
      await saveDraft(key, draft.value)
      written = upTo
      return true
    }).catch((error: unknown) => {
      console.error(error)
      return false
    })
    turn = done.then((worked) => {
      if (!worked) state.value = 'failed'
      else if (written === wanted) state.value = 'saved'
    })
    return done
  }

  return { state, save }
}
