import type zh from '../zh/app'

const messages: typeof zh = {
  name: 'Storewalk',
  today: 'Today',
  inspections: 'Walks',
  issues: 'Issues',
  fix: 'Fix',
  ordering: 'Order',
  stock: 'Stock',
  me: 'Me',
  overview: 'Overview',
  rounds: 'Rounds',
  stores: 'Stores',
  checklists: 'Checklists',
  analytics: 'Analytics',
  settings: 'Settings',
  notFoundTitle: 'There is no such page',
  notFoundText: 'The link may be mistyped, or its content has moved.',
  goToday: 'Back to Today',
  updateReady: 'A new version is ready',
  updateNow: 'Update',
  unsentForADay: 'Something has not been uploaded for more than 24 hours. Tap to see to it.',
  signInAgain: 'Your session has ended, please sign in again. Nothing unsent is lost.',
  skipToContent: 'Skip to content',
}

export default messages
