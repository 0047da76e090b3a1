/** One's inbox as the phone knows it, with what has been read here and not been told yet; one for the whole app. */
import { computed, effectScope, watch, type ComputedRef } from 'vue'
import { enqueue, keepDocument, me, onDelivered, readDocument, requestDrain, stamps, useDocument, useWaiting, type DocumentView } from '@/offline'
import { router } from '@/router'
import type { Wire } from '@/wire'

export type Notification = Wire<'NotificationCard'>
type Page = Wire<'NotificationPage'>

export interface Inbox {
  document: DocumentView<Page>
  /** Which notifications were read on this phone, told or not. */
  readHere: ComputedRef<Set<string>>
  unread: ComputedRef<number>
}

const URL = '/api/notifications'
const READING = /^\/api\/notifications\/([\w-]+)\/reading$/
const forever = effectScope(true)
let shared: Inbox | undefined

export function useInbox(): Inbox {
  shared ??= forever.run(follow)!
  return shared
}

function follow(): Inbox {
  const document = useDocument<Page>(() => (me.value ? URL : null))
  const waiting = useWaiting(`${URL}/`)
  const readHere = computed(() => new Set(waiting.value.map(({ url }) => READING.exec(url)?.[1] ?? '')))
  const unread = computed(() => {
    const page = document.data.value
    if (!page) return 0
    const untold = page.notifications.filter((one) => !one.readAt && readHere.value.has(one.id)).length
    return Math.max(0, page.unread - untold)
  })
  return { document, readHere, unread }
}

/** Marks notifications as read, also without a network. */
export function markRead(notifications: Notification[]): Promise<void> {
  const unread = notifications.filter((one) => !one.readAt && !useInbox().readHere.value.has(one.id))
  if (unread.length === 0) return Promise.resolve()
  return enqueue(unread.map(({ id, title, link }) => ({
    lane: `reading:${id}`, url: `${URL}/${id}/reading`, body: stamps(), opens: link,
    title: { zh: `已读：${title.zh}`, en: `Read: ${title.en}` },
  })))
}

/** Whoever looks at the very thing a notification speaks of has read it. */
export function readWhatIsOnScreen(): void {
  const { document } = useInbox()
  watch([() => document.data.value, () => router.currentRoute.value.path], ([page, path]) => {
    const about = page?.notifications.filter((one) => one.link === path) ?? []
    void markRead(about)
  })
}

/** The number on the app's icon, where the platform has one. */
export function showOnIcon(): void {
  const { unread } = useInbox()
  watch(unread, (count) => {
    if (!navigator.setAppBadge) return
    void (count > 0 ? navigator.setAppBadge(count) : navigator.clearAppBadge()).catch(() => {})
  })
}

/** A push says that there is something new; an answered reading changes the phone's copy at once. */
export function keepInboxFresh(): void {
  onDelivered(`${URL}/`, async ({ url }, reply) => {
    const page = await readDocument<Page>(URL)
    if (!page) return
    const { readAt, unread } = reply as Wire<'Reading'>
    const id = READING.exec(url)?.[1]
    const notifications = page.notifications.map((one) => (one.id === id ? { ...one, readAt } : one))
    await keepDocument(URL, { ...page, notifications, unread })
  })
  navigator.serviceWorker?.addEventListener('message', (event: MessageEvent<{ type?: string }>) => {
    if (event.data?.type !== 'push') return
    void useInbox().document.refresh()
    void requestDrain()
  })
}
