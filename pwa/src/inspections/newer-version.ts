/** Whether a newer version of a visit's checklist is out, and how a visit goes over to it and back. */
import { computed, type ComputedRef } from 'vue'
import type { ChecklistDocument } from '@/answering/checklist'
import { useDocument } from '@/offline'
import type { Wire } from '@/wire'
import type { VisitDraft } from './draft'
import { migrate } from './migration'

type Version = Wire<'ChecklistVersionOut'>

/** Follows the list of checklists; null while the visit's version is the newest, or the newer one is not on the phone yet. */
export function useNewerVersion(draft: () => VisitDraft | null): ComputedRef<Version | null> {
  const checklists = useDocument<Wire<'ChecklistCard'>[]>('/api/checklists')
  const newest = computed(() => {
    const begun = draft()?.version
    const card = checklists.data.value?.find((one) => one.id === begun?.checklist)
    return begun && card && card.number > begun.number ? card.version : null
  })
  const version = useDocument<Version>(() => newest.value && `/api/checklist-versions/${newest.value}`)
  return computed(() => (version.data.value?.id === newest.value ? version.data.value : null))
}

/** The visit with the newer version; how it was stays with it, so that one can go back. */
export function goOver(draft: VisitDraft, to: Version): VisitDraft {
  const { sheet, aside } = migrate(draft.version.document as ChecklistDocument, to.document as ChecklistDocument, draft)
  const before = { version: draft.version, answers: draft.answers, instances: draft.instances, aside: draft.aside ?? [] }
  return { ...draft, ...sheet, version: to, aside: [...(draft.aside ?? []), ...aside], before, cameraFor: null, lastAt: null }
}

/** Back to the version the visit was begun with, with everything as it was before it went over. */
export function goBack(draft: VisitDraft): VisitDraft {
  return draft.before ? { ...draft, ...draft.before, before: null, cameraFor: null, lastAt: null } : draft
}
