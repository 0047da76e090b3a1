/** A list that is searched and read a page at a time; what is asked for stands in the address. */
import { computed, ref, shallowRef, watch } from 'vue'
import { onBeforeRouteLeave, useRoute, useRouter } from 'vue-router'
import { ask, useDocument } from '@/offline'

const TYPING_MS = 250

/** `also` adds to what the named parts of the address ask for; it is called before the page's own set-up is done. */
export function useSearched<Page extends { next: string | null }>(
  path: string, names: readonly string[], also?: (asked: URLSearchParams, text: (name: string) => string) => void,
) {
  const route = useRoute()
  const router = useRouter()
  const text = (name: string): string => (typeof route.query[name] === 'string' ? String(route.query[name]) : '')
  const words = ref(text('search'))
  const query = computed(() => {
    const asked = new URLSearchParams()
    for (const name of names) if (text(name)) asked.set(name, text(name))
    also?.(asked, text)
    return asked
  })
  const first = useDocument<Page>(() => `${path}${query.value.size ? `?${query.value}` : ''}`)
  const more = shallowRef<Page[]>([])
  const busy = ref(false)
  const pages = computed(() => [...(first.data.value ? [first.data.value] : []), ...more.value])
  const next = computed(() => pages.value.at(-1)?.next ?? null)

  let waiting: ReturnType<typeof setTimeout> | undefined
  watch(words, (value) => {
    clearTimeout(waiting)
    waiting = setTimeout(() => void choose({ search: value.trim() }), TYPING_MS)
  })
  // What goes on after a page goes on after what that page was.
  watch([query, first.data], () => (more.value = []))
  // A word that was just typed must not call back whoever has gone on to a row.
  onBeforeRouteLeave(() => clearTimeout(waiting))

  function choose(asked: Record<string, string>): Promise<unknown> {
    const wanted = Object.fromEntries(Object.entries(asked).map(([name, value]) => [name, value || undefined]))
    return router.replace({ query: { ...route.query, ...wanted } })
  }

  async function readOn(): Promise<void> {
    const asked = new URLSearchParams(query.value)
    asked.set('after', next.value!)
    const before = pages.value
    busy.value = true
    const reply = await ask<Page>('GET', `${path}?${asked}`)
    busy.value = false
    if (reply.kind === 'ok' && before === pages.value) more.value = [...more.value, reply.data]
  }

  return { text, words, query, first, pages, next, busy, choose, readOn }
}
