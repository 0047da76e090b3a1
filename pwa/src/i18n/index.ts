/** Words in the person's language: t() for ours, say() for what HQ wrote, and dates and numbers by Intl. */
import { computed, ref, shallowRef } from 'vue'
import type zh from './zh'
import type zhDesk from './zh/desk'

export type Locale = 'zh' | 'en'
export type Bilingual = { zh: string; en: string }
export type Messages = typeof zh & typeof zhDesk
type KeyOf<F extends keyof Messages> = F extends string ? `${F}.${keyof Messages[F] & string}` : never
export type MessageKey = { [F in keyof Messages]: KeyOf<F> }[keyof Messages]
export type Values = Record<string, string | number>

const STORED_AS = 'storewalk.locale'
const LOADERS: Record<Locale, () => Promise<{ default: typeof zh }>> = {
  zh: () => import('./zh'),
  en: () => import('./en'),
}
const DESK_LOADERS: Record<Locale, () => Promise<{ default: typeof zhDesk }>> = {
  zh: () => import('./zh/desk'),
  en: () => import('./en/desk'),
}

const messages = shallowRef<Record<string, Record<string, string>>>({})
let isAtDesk = false
export const locale = ref<Locale>(remembered())
export const languageTag = computed(() => (locale.value === 'zh' ? 'zh-CN' : 'en-GB'))

/** Switches every screen to a language and remembers it on this device. */
export async function useLocale(wanted: Locale): Promise<void> {
  await showLocale(wanted)
  localStorage.setItem(STORED_AS, wanted)
}

/** Loads a language and shows it, without remembering: a tab that only starts must not undo what another just chose. */
export async function showLocale(wanted: Locale): Promise<void> {
  const [spoken, desk] = await Promise.all([LOADERS[wanted](), isAtDesk ? DESK_LOADERS[wanted]() : null])
  messages.value = { ...spoken.default, ...desk?.default }
  locale.value = wanted
  document.documentElement.lang = languageTag.value
}

/** Loads what only pages at a desk say; from then on they switch language with all others. */
export async function useDeskWords(): Promise<void> {
  if (isAtDesk) return
  const desk = await DESK_LOADERS[locale.value]()
  messages.value = { ...messages.value, ...desk.default }
  isAtDesk = true
}

/** Our own words: `{name}` is filled in, `{count:photo|photos}` picks by English plural. */
export function t(key: MessageKey, values: Values = {}): string {
  return fill(lookUp(key) ?? key, values)
}

/** As t(), for keys that come from data; null when there is no such message. */
export function tIfKnown(key: string, values: Values = {}): string | null {
  const found = lookUp(key)
  return found === undefined ? null : fill(found, values)
}

/** What HQ wrote in both languages, in the one on screen. */
export function say(text: Bilingual | null | undefined): string {
  if (!text) return ''
  return text[locale.value] || text.zh || text.en
}

export function fill(message: string, values: Values): string {
  return message.replace(/\{(\w+)(?::([^|}]*)\|([^}]*))?\}/g, (_, name: string, one?: string, other?: string) => {
    const value = values[name]
    if (one !== undefined) return new Intl.PluralRules(languageTag.value).select(Number(value)) === 'one' ? one : other!
    return typeof value === 'number' ? formatNumber(value) : (value ?? '')
  })
}

function lookUp(key: string): string | undefined {
  const dot = key.indexOf('.')
  return messages.value[key.slice(0, dot)]?.[key.slice(dot + 1)]
}

function remembered(): Locale {
  return globalThis.localStorage?.getItem(STORED_AS) === 'en' ? 'en' : 'zh'
}

// Making one of these takes longer than drawing a row; a list of prices needs the same one again and again.
const numberFormats = new Map<string, Intl.NumberFormat>()

export function formatNumber(value: number, options?: Intl.NumberFormatOptions): string {
  const key = `${languageTag.value} ${JSON.stringify(options)}`
  const format = numberFormats.get(key) ?? new Intl.NumberFormat(languageTag.value, options)
  numberFormats.set(key, format)
  return format.format(value)
}

/** Money from integer minor units. */
export function formatMoney(minor: number, currency = 'CNY'): string {
  const style = { style: 'currency', currency, currencyDisplay: 'narrowSymbol' } as const
  return formatNumber(minor / 100, style)
}

const DATE_STYLES = {
  weekday: { weekday: 'short' },
  time: { hour: '2-digit', minute: '2-digit', hour12: false },
  day: { month: 'short', day: 'numeric', weekday: 'short' },
  date: { year: 'numeric', month: 'short', day: 'numeric' },
  moment: { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hour12: false },
} satisfies Record<string, Intl.DateTimeFormatOptions>

export function formatDate(moment: string | number | Date, style: keyof typeof DATE_STYLES = 'moment', timeZone?: string): string {
  return new Intl.DateTimeFormat(languageTag.value, { ...DATE_STYLES[style], timeZone }).format(new Date(moment))
}

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400_000], ['hour', 3_600_000], ['minute', 60_000],
]

/** "3 分钟前", "in 2 hours"; "刚刚" below a minute. */
export function formatAgo(moment: string | number | Date, now: number = Date.now()): string {
  const distance = new Date(moment).getTime() - now
  const step = STEPS.find(([, size]) => Math.abs(distance) >= size)
  if (!step) return t('ui.justNow')
  const [unit, size] = step
  return new Intl.RelativeTimeFormat(languageTag.value, { numeric: 'always' }).format(Math.trunc(distance / size), unit)
}

export function formatBytes(bytes: number): string {
  if (bytes < 1e6) return `${formatNumber(Math.ceil(bytes / 1e3))} kB`
  const [size, unit] = bytes < 1e9 ? [bytes / 1e6, 'MB'] : [bytes / 1e9, 'GB']
  return `${formatNumber(size, { maximumFractionDigits: 1 })} ${unit}`
}
