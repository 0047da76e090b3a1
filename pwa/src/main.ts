import { createApp } from 'vue'
import '@/theme/tokens.css'
import '@/theme/base.css'
import '@/theme/controls.css'
import '@/install'
import App from '@/App.vue'
import { registerFeatures } from '@/features'
import { locale, showLocale } from '@/i18n'
import { followPushTargets } from '@/offline/push-target'
import { startOffline } from '@/offline/start'
import { router } from '@/router'
import { recallTheme } from '@/theme/theme'
import { startUpdates } from '@/update'

recallTheme()
await Promise.all([showLocale(locale.value), startOffline()])
registerFeatures()
createApp(App).use(router).mount('#app')
void startUpdates()
void followPushTargets((target) => void router.push(target))
