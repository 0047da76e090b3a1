/** One's inbox as the phone knows it, with what has been read here and not been told yet; one for the whole app. */
import { computed, effectScope, watch, type ComputedRef, type Ref } from 'vue'
import { enqueue, keepDocument, me, onDelivered, readDocument, requestDrain, stamps, useDocument, useWaiting, uuid7, type DocumentView } from '@/offline'
import { router } from '@/router'
import type { Wire } from '@/wire'

export type Notification = Wire<'NotificationCard'>
type Page = Wire<'NotificationPage'>

export interface Inbox {
  document: DocumentView<Page>
  /** Neither the server nor this phone knows it as read. */
  isUnread: (line: Notification) => boolean
  unread: ComputedRef<number>
}

const URL = '/api/notifications'
const EVERYTHING = '/api/inbox-readings/'
export const SHOWS = ['all', 'unread', 'urgent'] as const
export type Show = (typeof SHOWS)[number]
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
  const everything = useWaiting(EVERYTHING)
  /** The newest notification up to which all was marked as read here, told or not; ids sort by time. */
  const readUpTo = computed(() => everything.value.map(({ body }) => (body as Wire<'InboxReadingIn'>).upTo).toSorted().at(-1) ?? '')
  const isReadHere = (one: Notification): boolean => readHere.value.has(one.id) || one.id <= readUpTo.value
  const isUnread = (one: Notification): boolean => !one.readAt && !isReadHere(one)
  const unread = computed(() => {
    const page = document.data.value
    if (!page) return 0
    if (readUpTo.value) return page.notifications.filter(isUnread).length
    const untold = page.notifications.filter((one) => !one.readAt && isReadHere(one)).length
    return Math.max(0, page.unread - untold)
  })
  return { document, isUnread, unread }
}

/** Marks notifications as read, also without a network. */
export function markRead(notifications: Notification[]): Promise<void> {
  const unread = notifications.filter(useInbox().isUnread)
  if (unread.length === 0) return Promise.resolve()
  return enqueue(unread.map(({ id, title, link }) => ({
    lane: `reading:${id}`, url: `${URL}/${id}/reading`, body: stamps(), opens: link,
    title: { zh: `已读：${title.zh}`, en: `Read: ${title.en}` },
  })))
}

/** Marks everything up to the newest line as read in one write, also what lies on older pages. */
export async function readEverything(): Promise<void> {
  const newest = useInbox().document.data.value?.notifications[0]
  if (!newest) return
  await enqueue([{
    lane: 'inbox-reading', url: `${EVERYTHING}${uuid7()}`, body: { upTo: newest.id, ...stamps() }, opens: '/notifications',
    title: { zh: '全部标为已读', en: 'Mark all as read' },
  }])
}

/** The stretch of the inbox that was asked for; all of it is the copy that the whole app shares. */
export function useShown(show: Ref<Show>): { document: DocumentView<Page>; url: ComputedRef<string> } {
  const url = computed(() => (show.value === 'all' ? URL : `${URL}?show=${show.value}`))
  const document = useDocument<Page>(url)
  return { document, url }
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
  onDelivered(EVERYTHING, async () => useInbox().document.refresh())
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
