/** A draft on HQ's desk: on this device at every keystroke, with the server as soon as it can be reached. */
import { computed, onScopeDispose, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue'
import type { ChecklistDocument } from '@/answering/checklist'
import {
  ask, claimDraft, discard, enqueue, onDelivered, reachable, readDocument, readDraft, refreshDocument, removeDraft, saveDraft, useWaiting, uuid7,
  type Problem,
} from '@/offline'
import type { Wire } from '@/wire'
import { tidy } from './draft-document'
import { findingsIn, type Finding } from './findings'

/** What this device keeps of a draft until the server has it. */
interface Kept {
  document: ChecklistDocument
  basedOn: string | null
  /** The server's revision that this was written upon. */
  revision: number
  /** The save that was handed to the outbox last, and whether it has arrived. */
  saveId: string | null
  arrived: boolean
  /** Whether something was written since. */
  unsent: boolean
}

export type Saving = 'saved' | 'saving' | 'kept' | 'refused'
export type Stage = 'loading' | 'ready' | 'elsewhere' | 'missing'
export type Start = { document: ChecklistDocument; basedOn: string | null }

export interface ChecklistDraft {
  stage: Ref<Stage>
  document: ShallowRef<ChecklistDocument>
  basedOn: Ref<string | null>
  revision: Ref<number>
  saving: ComputedRef<Saving>
  savedAt: Ref<string | null>
  problem: ComputedRef<Problem | null>
  findings: ShallowRef<Finding[]>
  /** Somebody else's draft, where the server holds another than this was written upon. */
  theirs: ShallowRef<Wire<'DraftOut'> | null>
  write: (document: ChecklistDocument) => void
  rebase: (version: string) => void
  saveNow: () => Promise<void>
  takeTheirs: () => Promise<void>
  keepMine: () => Promise<void>
  forget: () => Promise<void>
}

const PAUSE_MS = 1200
const keyOf = (id: string): string => `checklist:${id}`
/** Who is told of a save that arrived; one editor per page. */
const listening = new Map<string, (saved: Wire<'DraftSaved'>) => void>()

onDelivered('/api/checklists/', async (command, reply) => {
  const id = /^\/api\/checklists\/([^/]+)\/draft$/.exec(command.url)?.[1]
  if (!id) return
  const [saved, kept] = [reply as Wire<'DraftSaved'>, await readDraft<Kept>(keyOf(id))]
  if (kept?.saveId === saved.saveId) await saveDraft(keyOf(id), { ...kept, revision: saved.revision, arrived: true })
  listening.get(id)?.(saved)
})

/** Takes up what there is of a draft; where there is none, it begins with what `begin` finds, and null is a dead end. */
export function useChecklistDraft(id: string, begin: () => Promise<Start | null>): ChecklistDraft {
  const key = keyOf(id)
  const url = `/api/checklists/${id}/draft`
  const stage = ref<Stage>('loading')
  const document = shallowRef<ChecklistDocument>({ name: { zh: '', en: '' }, sections: [] })
  const [basedOn, revision, savedAt] = [ref<string | null>(null), ref(0), ref<string | null>(null)]
  const findings = shallowRef<Finding[]>([])
  const theirs = shallowRef<Wire<'DraftOut'> | null>(null)
  const [unsent, inFlight] = [ref(false), ref(false)]
  const waiting = useWaiting(url)
  const parked = computed(() => waiting.value.find((row) => row.state === 'parked') ?? null)
  let saveId: string | null = null
  let sentDocument = document.value
  let timer: ReturnType<typeof setTimeout> | undefined
  let release: (() => void) | null = null
  let turn: Promise<unknown> = Promise.resolve()

  const saving = computed<Saving>(() => {
    if (parked.value || theirs.value) return 'refused'
    if (!unsent.value && !inFlight.value) return 'saved'
    return reachable.value === false ? 'kept' : 'saving'
  })

  /** One write at a time, so that an older state never lies upon a newer one. */
  function inOrder<T>(deed: () => Promise<T>): Promise<T> {
    const done = turn.then(deed)
    turn = done.catch((error: unknown) => console.error(error))
    return done
  }

  function keep(): Promise<void> {
    return saveDraft(key, {
      document: document.value, basedOn: basedOn.value, revision: revision.value, saveId, arrived: !inFlight.value, unsent: unsent.value,
    } satisfies Kept)
  }

  function saveSoon(pause = PAUSE_MS): void {
    clearTimeout(timer)
    timer = setTimeout(() => void saveNow(), pause)
  }

  function write(next: ChecklistDocument): void {
    if (stage.value !== 'ready' || next === document.value) return
    document.value = next
    unsent.value = true
    saveSoon()
    void inOrder(keep)
  }

  /** Hands the newest state to the outbox, unless an earlier one is still on its way: then that one's arrival does. */
  function saveNow(): Promise<void> {
    clearTimeout(timer)
    return inOrder(async () => {
      if (!unsent.value || inFlight.value || theirs.value) return
      ;[saveId, unsent.value, inFlight.value, sentDocument] = [uuid7(), false, true, document.value]
      const body: Wire<'DraftIn'> = { saveId, revision: revision.value, basedOn: basedOn.value, document: sentDocument as unknown as Wire<'DraftIn'>['document'] }
      const { zh, en } = sentDocument.name
      const title = { zh: `检查表草稿：${zh || en || '未命名'}`, en: `Checklist draft: ${en || zh || 'unnamed'}` }
      await enqueue([{ lane: key, url, body, title, opens: `/checklists/${id}/edit` }], keep)
    })
  }

  listening.set(id, (saved) => saved.saveId === saveId && arrive(saved))

  function arrive(saved: Wire<'DraftSaved'>): void {
    inFlight.value = false
    take(saved, sentDocument)
    if (unsent.value) saveSoon(0)
  }

  function take(saved: Wire<'DraftSaved'>, of: ChecklistDocument): void {
    revision.value = saved.revision
    savedAt.value = saved.savedAt
    findings.value = findingsIn(of, saved.refusals, saved.warnings)
  }

  /** A save that another tab sent is gone from the list of what waits, and nobody told us how it went. */
  async function learn(): Promise<void> {
    if (!inFlight.value || waiting.value.length > 0) return
    const reply = await ask<Wire<'DraftOut'>>('GET', url)
    if (!inFlight.value || reply.kind !== 'ok') return
    if (reply.data.saveId === saveId) return arrive(reply.data)
    inFlight.value = false
    theirs.value = reply.data
  }
  watch(() => waiting.value.length, (now) => now === 0 && setTimeout(() => void learn(), 300))
  watch(parked, async (row) => {
    if (row?.problem?.status !== 409) return
    const reply = await ask<Wire<'DraftOut'>>('GET', url)
    if (reply.kind === 'ok') theirs.value = reply.data
  })

  async function dropParked(): Promise<void> {
    for (const row of waiting.value.filter(({ state }) => state === 'parked')) await discard(row.seq)
    ;[theirs.value, inFlight.value] = [null, false]
  }

  async function takeTheirs(): Promise<void> {
    const other = theirs.value
    await dropParked()
    unsent.value = false
    if (other) adopt(other)
    await inOrder(() => removeDraft(key))
  }

  async function keepMine(): Promise<void> {
    revision.value = theirs.value?.revision ?? 0
    await dropParked()
    unsent.value = true
    saveSoon(0)
  }

  function adopt(server: Wire<'DraftOut'>): void {
    ;[document.value, basedOn.value, saveId] = [tidy(server.document), server.basedOn, server.saveId]
    take(server, document.value)
  }

  async function load(): Promise<void> {
    release = await claimDraft(key)
    const mine = await readDraft<Kept>(key)
    const { state } = await refreshDocument(url)
    const server = state === 'missing' ? null : await readDocument<Wire<'DraftOut'>>(url)
    if (mine && (mine.unsent || !mine.arrived || state === 'offline')) takeUp(mine, server)
    else if (server) adopt(server)
    else if (!(await start())) return void (stage.value = 'missing')
    stage.value = release ? 'ready' : 'elsewhere'
    if (unsent.value) saveSoon(0)
    else setTimeout(() => void learn(), 1000)
  }

  async function start(): Promise<boolean> {
    const found = await begin()
    if (found) [document.value, basedOn.value] = [tidy(found.document), found.basedOn]
    return found !== null
  }

  /** What this device kept, unless the server has gone on without it. */
  function takeUp(mine: Kept, server: Wire<'DraftOut'> | null): void {
    ;[document.value, basedOn.value, saveId, unsent.value] = [tidy(mine.document), mine.basedOn, mine.saveId, mine.unsent]
    ;[revision.value, sentDocument] = [mine.revision, document.value]
    inFlight.value = !mine.arrived && mine.saveId !== server?.saveId
    if (server && server.saveId === mine.saveId) take(server, document.value)
    else if (server && mine.arrived && server.revision !== mine.revision) theirs.value = server
  }

  onScopeDispose(() => {
    listening.delete(id)
    if (unsent.value) void saveNow()
    release?.()
  })
  void load()

  return {
    stage, document, basedOn, revision, saving, savedAt, findings, theirs, write, saveNow, takeTheirs, keepMine,
    problem: computed(() => parked.value?.problem ?? null),
    rebase: (version) => {
      ;[basedOn.value, unsent.value] = [version, true]
      saveSoon(0)
    },
    forget: () => inOrder(() => removeDraft(key)),
  }
}
