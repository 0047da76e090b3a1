/** Findings that are about goods: which products they name, and what follows from them. */
export const ABOUT_GOODS = ['empty_shelf', 'expired', 'wrong_stock'] as const
export type AboutGoods = (typeof ABOUT_GOODS)[number]

/** Null for a category that names no products. */
export function goodsOf(category: string | null | undefined): AboutGoods | null {
  return ABOUT_GOODS.find((one) => one === category) ?? null
}
