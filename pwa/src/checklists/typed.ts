/** What is typed into the fields of the editor, as the document keeps it. */

/** A whole number between bounds; where nothing is written, what stands for that. */
export function wholeIn<Empty extends number | null>(event: Event, min: number, max: number, empty: Empty): number | Empty {
  const input = event.target as HTMLInputElement
  const typed = input.value.normalize('NFKC').trim()
  const number = typed === '' ? empty : Math.min(max, Math.max(min, Math.trunc(Number(typed)) || 0))
  show(input, number)
  return number
}

/** Percent as hundredths, such as 8550 for 85.5; null where nothing is written. */
export function hundredthsIn(event: Event): number | null {
  const input = event.target as HTMLInputElement
  const typed = input.value.normalize('NFKC').trim()
  const hundredths = typed === '' ? null : Math.min(10_000, Math.max(0, Math.round(Number(typed) * 100) || 0))
  show(input, hundredths === null ? null : hundredths / 100)
  return hundredths
}

export function valueOf(event: Event): string {
  return (event.target as HTMLInputElement).value
}

export function isChecked(event: Event): boolean {
  return (event.target as HTMLInputElement).checked
}

/** The field says what was kept, also where that is what it held before. */
function show(input: HTMLInputElement, number: number | null): void {
  input.value = number === null ? '' : String(number)
}
