/** One short sentence at the bottom, with undo where a deed can be taken back. */
import { shallowRef } from 'vue'

export interface Toast {
  text: string
  tone: 'calm' | 'good' | 'bad'
  deed: { label: string; run: () => void } | null
}

export const currentToast = shallowRef<Toast | null>(null)
let timer: ReturnType<typeof setTimeout> | undefined

export function toast(text: string, options: Partial<Omit<Toast, 'text'>> = {}): void {
  const shown: Toast = { text, tone: options.tone ?? 'calm', deed: options.deed ?? null }
  currentToast.value = shown
  releaseToast()
}

/** Lets the sentence go after a while; something to tap stays longer than something to read. */
export function releaseToast(): void {
  holdToast()
  timer = setTimeout(dismissToast, currentToast.value?.deed ? 8000 : 4000)
}

/** Keeps the sentence while a finger or the focus is on it. */
export function holdToast(): void {
  clearTimeout(timer)
}

export function dismissToast(): void {
  holdToast()
  currentToast.value = null
}
