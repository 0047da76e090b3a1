/** Numbers as people type them; pure. */

/** "1,200" or "12.5" with so many decimals, as an integer of the smallest unit; null for what is no number. */
export function readNumber(text: string, decimals: 0 | 2): number | null {
  const plain = text.trim().replace(/^[¥￥$€£]/, '').replaceAll(/[,，\s]/g, '')
  const [, whole, , fraction = ''] = /^(\d{1,9})([.．](\d*))?$/.exec(plain) ?? []
  if (whole === undefined || fraction.replace(/0+$/, '').length > decimals) return null
  return Number(whole) * 10 ** decimals + Number(fraction.slice(0, decimals).padEnd(decimals, '0') || 0)
}

export function sayNumber(value: number | null, decimals: 0 | 2): string {
  if (value === null) return ''
  return decimals ? (value / 10 ** decimals).toFixed(decimals) : String(value)
}
