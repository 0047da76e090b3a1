/** Light, dark, or as the phone is; remembered on this device. */
import { ref } from 'vue'

export type Theme = 'auto' | 'light' | 'dark'

const STORED_AS = 'storewalk.theme'
const BAR_COLOURS = { light: '#f3f6f5', dark: '#0b1112' }

export const theme = ref<Theme>('auto')

/** Switches every screen to a theme. */
export function useTheme(wanted: Theme): void {
  theme.value = wanted
  localStorage.setItem(STORED_AS, wanted)
  if (wanted === 'auto') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = wanted
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    const itsOwn = meta.media.includes('dark') ? 'dark' : 'light'
    meta.content = BAR_COLOURS[wanted === 'auto' ? itsOwn : wanted]
  }
}

export function recallTheme(): void {
  const stored = localStorage.getItem(STORED_AS)
  useTheme(stored === 'light' || stored === 'dark' ? stored : 'auto')
}
