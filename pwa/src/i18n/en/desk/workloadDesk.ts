import type zh from '../../zh/desk/workloadDesk'

const messages: typeof zh = {
  rules: 'Work in stores',
  rulesText: 'What store phones show as “about so many minutes left in this shift”, and the bill before a nudge or a round, are reckoned by these.',
  fix: 'One fix (minutes)',
  shiftMinutes: 'At most in one shift (minutes)',
  orderMinutes: 'One order (minutes)',
  orderLineSeconds: 'Ordering, per product (seconds)',
  receiveMinutes: 'One delivery (minutes)',
  receiveLineSeconds: 'Receiving, per product (seconds)',
  countProductSeconds: 'Counting, per product (seconds)',
  countDays: 'Count again after days (0 never asks)',
  startOver: 'Reset',
}

export default messages
