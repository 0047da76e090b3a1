import { readdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, test, vi } from 'vitest'
import enWords from './en'
import enDesk from './en/desk'
import { fill, formatAgo, formatBytes, formatMoney, say, showLocale, t, tIfKnown, useDeskWords, useLocale } from './index'
import zhWords from './zh'
import zhDesk from './zh/desk'

const [zh, en] = [{ ...zhWords, ...zhDesk }, { ...enWords, ...enDesk }]

beforeAll(() => {
  vi.stubGlobal('document', { documentElement: {} })
  vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => {} })
})

const keys = (messages: Record<string, Record<string, string>>): string[] =>
  Object.entries(messages).flatMap(([feature, words]) => Object.keys(words).map((key) => `${feature}.${key}`)).sort()
const names = (text: string): string[] => [...new Set([...text.matchAll(/\{(\w+)/g)].map((match) => match[1]!))].sort()

const filesIn = async (folder: string): Promise<string[]> =>
  (await readdir(fileURLToPath(new URL(folder, import.meta.url)))).filter((name) => name.endsWith('.ts')).map((name) => name.replace('.ts', ''))

test('both languages have the same keys', () => {
  expect(keys(en)).toEqual(keys(zh))
})

test('only a choice is remembered, not the language a tab starts in', async () => {
  const setItem = vi.spyOn(localStorage, 'setItem')
  await showLocale('en')
  expect(setItem).not.toHaveBeenCalled()
  await useLocale('zh')
  expect(setItem).toHaveBeenCalledExactlyOnceWith('storewalk.locale', 'zh')
})

test('every file of words is spoken', async () => {
  const files = [...await filesIn('zh'), ...await filesIn('zh/desk')]
  expect(files.filter((name) => !['index', 'desk'].includes(name)).sort()).toEqual(Object.keys(zh).sort())
})

test.each(Object.keys(zh) as (keyof typeof zh)[])('%s: the same values are filled in, and nothing is empty', (feature) => {
  const [chinese, english] = [zh[feature], en[feature]] as [Record<string, string>, Record<string, string>]
  for (const [key, text] of Object.entries(chinese)) {
    expect.soft(names(english[key]!), `${feature}.${key}`).toEqual(names(text))
    expect.soft(text.trim() && english[key]!.trim(), `${feature}.${key}`).toBeTruthy()
  }
})

test('fills in, picks the plural and switches language', async () => {
  await useLocale('en')
  expect(t('ui.photoOf', { number: 1, total: 1200 })).toBe('Photo 1 of 1,200')
  expect(fill('{count} {count:photo|photos}', { count: 1 })).toBe('1 photo')
  expect(fill('{count} {count:photo|photos} left', { count: 3 })).toBe('3 photos left')
  expect(say({ zh: '店', en: 'store' })).toBe('store')
  expect(formatMoney(123_456)).toBe('¥1,234.56')
  expect(formatAgo(Date.now() - 3 * 60_000)).toBe('3 minutes ago')
  expect(formatBytes(2_500_000)).toBe('2.5 MB')
  await useLocale('zh')
  expect(t('ui.synced')).toBe('已同步')
  expect(say({ zh: '店', en: 'store' })).toBe('店')
  expect(formatAgo(Date.now())).toBe('刚刚')
  expect(tIfKnown('problems.nothing-of-the-kind')).toBeNull()
})

test('words of the desk are loaded when a desk needs them, and switch language too', async () => {
  expect(t('analytics.overview')).toBe('analytics.overview')
  await useDeskWords()
  expect(t('analytics.overview')).toBe('总览')
  await useLocale('en')
  expect(t('analytics.overview')).toBe('Overview')
})
