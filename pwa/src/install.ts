/** Whether the app can be installed here, and how; the browser tells it once, early, so we listen from the start. */
import { shallowRef } from 'vue'

interface InstallPrompt extends Event {
  prompt: () => Promise<void>
}

export const installPrompt = shallowRef<InstallPrompt | null>(null)

addEventListener('beforeinstallprompt', (event) => {
  event.preventDefault()
  installPrompt.value = event as InstallPrompt
})
addEventListener('appinstalled', () => (installPrompt.value = null))

export function isInstalled(): boolean {
  return matchMedia('(display-mode: standalone)').matches || (navigator as { standalone?: boolean }).standalone === true
}

export function isAppleMobile(): boolean {
  return /iPhone|iPad/.test(navigator.userAgent) || (/Mac OS/.test(navigator.userAgent) && navigator.maxTouchPoints > 1)
}
