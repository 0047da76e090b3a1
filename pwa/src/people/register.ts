/** What a shared tablet needs from the start of the app. */
import { defineAsyncComponent } from 'vue'
import { addBarAction } from '@/bar-actions'

export function registerPeople(): void {
  addBarAction(defineAsyncComponent(() => import('@/people/SwitchButton.vue')))
}
