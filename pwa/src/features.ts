import { registerInspections } from '@/inspections/follow-receipts'
import { registerIssues } from '@/issues/delivered'
import { registerNotifications } from '@/notifications/register'
import { registerOrdering } from '@/ordering/delivered'
import { registerPeople } from '@/people/register'
import { registerProducts } from '@/products/register'
import { registerStock } from '@/stock/correcting'
import { registerStores } from '@/stores/register'
import { registerWorkload } from '@/workload/register'

/** What features do when a write of theirs has been delivered; called once, before the first screen. */
export function registerFeatures(): void {
  registerInspections()
  registerIssues()
  registerNotifications()
  registerOrdering()
  registerPeople()
  registerProducts()
  registerStock()
  registerStores()
  registerWorkload()
}
