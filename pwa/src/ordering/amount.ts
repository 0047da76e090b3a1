/** Money as people type it; pure. */

/** Minor units of what was typed; null for nothing, NaN for what is no amount. */
export function readAmount(text: string): number | null {
  const typed = text.trim().replace(/[,，\s]/g, '')
  if (!typed) return null
  if (!/^\d{1,7}([.。]\d{1,2})?$/.test(typed)) return NaN
  const [whole, rest = ''] = typed.replace('。', '.').split('.')
  return Number(whole) * 100 + Number(rest.padEnd(2, '0'))
}

/** The amount as it is typed again, without cents where there are none. */
export function sayAmount(minor: number | null): string {
  if (minor === null) return ''
  return minor % 100 === 0 ? String(minor / 100) : (minor / 100).toFixed(2)
}
