/** Numbers of a visit put into words. */
import { formatNumber, t } from '@/i18n'

/** "35 米", "3.2 公里". */
export function wayTo(metres: number): string {
  if (metres < 1000) return t('inspections.metres', { count: metres })
  return t('inspections.kilometres', { count: formatNumber(metres / 1000, { maximumFractionDigits: metres < 100_000 ? 1 : 0 }) })
}
