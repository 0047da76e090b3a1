import type zh from '../../zh/desk/orderRules'

const messages: typeof zh = {
  title: 'Order rules',
  text: 'Beyond these limits an order waits for somebody’s yes before it goes to the supplier. They hold for orders placed from now on.',
  amount: 'Needs approval above (amount)',
  empty: 'Empty: no limit by amount',
  deviation: 'Needs approval when off the suggestion by (%)',
  deviationHint: 'Empty: no limit; up to two packs never count',
  warn: 'Ask again when off the suggestion by (%)',
  warnHint: 'Against slips of the finger; empty: never',
  remind: 'Remind stores that have not ordered, minutes before the cut-off',
  remindHint: '5 to 1440; empty: never',
  approver: 'Who approves',
  approver_store_manager: 'Store manager',
  approver_supervisor: 'Supervisor',
  approver_hq: 'Head office',
  approverHint: 'Head office always may. Nobody approves their own order.',
  warmth: 'Warmest that goods may arrive (°C)',
  chilled: 'Chilled',
  frozen: 'Frozen',
  keep: 'Save rules',
  startOver: 'As it was',
  kept: 'Order rules saved',
  outOfDate: 'Somebody changed them meanwhile. Tap “As it was” to see the rules as they are now.',
}

export default messages
