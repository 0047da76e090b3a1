/** The language of somebody who never chose one here: that of the browser. */
import { ref } from 'vue'
import { locale, useLocale, type Locale } from '@/i18n'

export const otherLanguage: Record<Locale, [Locale, string]> = { zh: ['en', 'English'], en: ['zh', '中文'] }

/** Resolves once the page may be shown in the right words. */
export function useBrowserLanguage() {
  const ready = ref(false)
  const wanted: Locale = navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en'
  const chosen = localStorage.getItem('storewalk.outside')
  const before = locale.value
  void (chosen || wanted === before ? Promise.resolve() : useLocale(wanted)).finally(() => (ready.value = true))
  async function change(): Promise<void> {
    localStorage.setItem('storewalk.outside', 'chosen')
    await useLocale(otherLanguage[locale.value][0])
  }
  return { ready, change }
}
