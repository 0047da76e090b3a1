import type zh from '../../zh/desk/orderDesk'

const en: typeof zh = {
  budgets: 'Order budgets',
  budgetsText: 'What each store may order in a week or a month. The order sheet shows its total against it.',
  runs: 'Runs over',
  period_week: 'A week',
  period_month: 'A month',
  over: 'Beyond the budget',
  over_warn: 'Warn only',
  over_approve: 'Needs approval',
  over_refuse: 'Not allowed',
  currency: 'Currency',
  days: '{from} to {to}',
  storeColumn: 'Store',
  amountColumn: 'Budget',
  spentColumn: 'Ordered',
  amountOf: 'Budget of {store}',
  spent: '{amount}',
  spentShare: '{amount}, {percent}%',
  noBudget: 'No limit',
  wrongAmount: 'An amount such as 5000 or 5000.50',
  kept: 'Saved',
  unreachable: 'No connection to the server; nothing was saved',
}

export default en
