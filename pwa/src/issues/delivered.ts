/** Once a write about an issue has arrived, the phone's copies say so at once, also before the next refresh. */
import { defineAsyncComponent } from 'vue'
import { addCompanyCard } from '@/company-cards'
import { coverPhotos, getPhoto, keepDocument, onDelivered, readDocument } from '@/offline'
import { registerCorrections } from '@/issues/correcting'
import { cardOf, type IssueOut } from '@/issues/overlay'
import type { Wire } from '@/wire'

const LIST = '/api/issues?status=unclosed'

export function registerIssues(): void {
  addCompanyCard(defineAsyncComponent(() => import('@/issues/desk/RulesCard.vue')))
  registerCorrections()
  onDelivered('/api/issues/', async (command, reply) => {
    if (command.url.startsWith('/api/issues/nudges/')) return
    const issue = reply as IssueOut
    await keepDocument(`/api/issues/${issue.id}`, issue)
    await putIntoList(issue)
    await letPhotosGo(issue)
  })
}

async function putIntoList(issue: IssueOut): Promise<void> {
  const page = await readDocument<Wire<'IssuePage'>>(LIST)
  if (!page) return
  const others = page.issues.filter((one) => one.id !== issue.id)
  await keepDocument(LIST, { ...page, issues: [cardOf(issue), ...others] })
}

/** No inspection's receipt covers these photos; the server's answer about the issue that shows them does. */
async function letPhotosGo(issue: IssueOut): Promise<void> {
  const shown = [...issue.photos, ...issue.steps.flatMap((step) => step.photos), ...issue.fixes.flatMap((fix) => [...fix.photos, ...(fix.verification?.photos ?? [])])]
  const held = await Promise.all(shown.map(getPhoto))
  const arrived = held.flatMap((photo) => (photo?.deliveredAt && !photo.coveredBy ? [photo.sha256] : []))
  if (arrived.length > 0) await coverPhotos(arrived, `issue:${issue.id}`)
}
