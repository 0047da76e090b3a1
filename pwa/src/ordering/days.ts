/** Days and the time that is left, as the store reads them. */
import { onScopeDispose, ref, type Ref } from 'vue'
import { formatDate, t } from '@/i18n'
import { serverNow } from '@/offline'

/** The server's clock as a ref, ticking every second while somebody needs it. */
export function useNow(): Ref<number> {
  const now = ref(serverNow())
  const timer = setInterval(() => (now.value = serverNow()), 1000)
  onScopeDispose(() => clearInterval(timer))
  return now
}

/** A calendar day; noon of it is the same day in every zone a phone may stand in. */
export function formatDay(on: string): string {
  return formatDate(`${on}T12:00:00`, 'day')
}

/** Whether a calendar day has begun by the clock of this phone. */
export function hasBegun(on: string, now: number): boolean {
  return Date.parse(`${on}T00:00:00`) <= now
}

/** How long until a cut-off, in whole minutes; null once it has passed. */
export function timeLeft(cutOffAt: string, now: number): string | null {
  const left = Date.parse(cutOffAt) - now
  if (left < 0) return null
  const minutes = Math.floor(left / 60_000)
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60]
  if (days > 0) return t('ordering.leftDays', { days, hours })
  if (hours > 0) return t('ordering.leftHours', { hours, minutes: rest })
  return minutes > 0 ? t('ordering.leftMinutes', { minutes }) : t('ordering.leftSeconds')
}

/** Time to hurry: less than an hour. */
export function isNear(cutOffAt: string, now: number): boolean {
  const left = Date.parse(cutOffAt) - now
  return left >= 0 && left < 3_600_000
}
