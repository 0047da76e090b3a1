import { describe, expect, it } from 'vitest'
import { addDays, daysOf, mondayOf, moved } from './days'

describe('days of a calendar', () => {
  it('counts across months, years and leap days', () => {
    expect(addDays('2027-12-31', 1)).toBe('2028-01-01')
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28')
  })

  it('begins a week on Monday', () => {
    expect(mondayOf('2026-11-25')).toBe('2026-11-23')
    expect(mondayOf('2026-11-29')).toBe('2026-11-23')
  })

  it('shows a month in whole weeks', () => {
    const days = daysOf('2026-11-25', 'month')
    expect([days[0], days.at(-1), days.length]).toEqual(['2026-10-26', '2026-12-06', 42])
    expect(daysOf('2027-02-10', 'month')).toHaveLength(28)
  })

  it('goes on by weeks and by months', () => {
    expect(moved('2026-11-25', 'week', -1)).toBe('2026-11-18')
    expect(moved('2026-01-31', 'month', 1)).toBe('2026-02-01')
  })
})
