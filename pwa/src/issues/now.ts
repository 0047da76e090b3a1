/** Estimated server time that moves on while somebody looks, for deadlines on screen. */
import { onScopeDispose, ref, type Ref } from 'vue'
import { serverNow } from '@/offline'

export function useNow(): Ref<number> {
  const now = ref(serverNow())
  const timer = setInterval(() => (now.value = serverNow()), 30_000)
  onScopeDispose(() => clearInterval(timer))
  return now
}
