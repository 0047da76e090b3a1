/** The grid of products and places: what is chosen in it, and how a cell and its origin are worded; pure. */
import { say, t } from '@/i18n'
import type { Wire } from '@/wire'

export type Grid = Wire<'AssortmentGrid'>
export type Column = Wire<'GridColumn'>
export type Cell = Wire<'GridCell'>
export type Wanted = Wire<'AssortmentChangeIn'>['wanted']

export const keyOf = ({ region, store }: Pick<Column, 'region' | 'store'>): string => store ?? region ?? 'company'

export function nameOf(column: Column): string {
  return column.kind === 'company' ? t('assortment.company') : say(column.name)
}

/** In, not in, or in some of its stores. */
export function stateOf(cell: Cell, column: Column): 'in' | 'out' | 'some' {
  if (column.kind === 'store' || column.stores === 0) return cell.listed ? 'in' : 'out'
  if (cell.inStores === column.stores) return 'in'
  return cell.inStores === 0 ? 'out' : 'some'
}

/** Whose word holds here. */
export function originOf(cell: Cell): string {
  switch (cell.origin) {
    case 'own': return t('assortment.own')
    case 'region': return t('assortment.fromRegion', { name: say(cell.originName) })
    case 'company': return t('assortment.fromCompany')
    case 'everywhere': return t('assortment.everywhere')
    case 'nowhere': return t('assortment.nowhere')
  }
}

/** What a change is sent as: the products that were ticked, or all that the filter finds. */
export function wishOf(wanted: Wanted, columns: Column[], products: string[], matching: Wire<'Matching'> | null): Wire<'AssortmentChangeIn'> {
  const places = columns.map(({ region, store }) => ({ region, store }))
  return { wanted, places, products: matching ? [] : products, matching }
}
