/** Exact fractions with a positive denominator. */
export interface Fraction {
  numerator: bigint
  denominator: bigint
}

export function fraction(numerator: bigint | number, denominator: bigint | number = 1n): Fraction {
  return reduced(BigInt(numerator), BigInt(denominator))
}

export function plus(left: Fraction, right: Fraction): Fraction {
  return reduced(
    left.numerator * right.denominator + right.numerator * left.denominator,
    left.denominator * right.denominator,
  )
}

export function times(left: Fraction, right: Fraction): Fraction {
  return reduced(left.numerator * right.numerator, left.denominator * right.denominator)
}

export function isAtLeast(left: Fraction, right: Fraction): boolean {
  return left.numerator * right.denominator >= right.numerator * left.denominator
}

/** As a percentage with two decimals, half up; below 0 is shown as 0. */
export function percent(share: Fraction): string {
  if (share.numerator <= 0n) return '0.00'
  const hundredths = (share.numerator * 20_000n + share.denominator) / (share.denominator * 2n)
  return `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, '0')}`
}

function reduced(numerator: bigint, denominator: bigint): Fraction {
  let [divisor, rest] = [numerator < 0n ? -numerator : numerator, denominator]
  while (rest) [divisor, rest] = [rest, divisor % rest]
  return { numerator: numerator / divisor, denominator: denominator / divisor }
}
