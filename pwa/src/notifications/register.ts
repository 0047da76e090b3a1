/** What the inbox and push do from the start of the app. */
import { defineAsyncComponent } from 'vue'
import { addBarAction } from '@/bar-actions'
import { addCompanyCard } from '@/company-cards'
import { keepInboxFresh, readWhatIsOnScreen, showOnIcon } from '@/notifications/inbox'
import { renewPush } from '@/notifications/push'
import { addSettingsCard } from '@/settings-cards'

export function registerNotifications(): void {
  keepInboxFresh()
  readWhatIsOnScreen()
  showOnIcon()
  renewPush()
  addBarAction(defineAsyncComponent(() => import('@/notifications/InboxBell.vue')))
  addSettingsCard(defineAsyncComponent(() => import('@/notifications/PushCard.vue')))
  addSettingsCard(defineAsyncComponent(() => import('@/notifications/ChoicesCard.vue')))
  addCompanyCard(defineAsyncComponent(() => import('@/notifications/desk/BotsCard.vue')))
}
