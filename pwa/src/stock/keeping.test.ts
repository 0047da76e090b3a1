import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { t } from '@/i18n'
import { useKeeping } from '@/stock/keeping'
import { currentToast, dismissToast } from '@/ui/toast'

const full = (): Promise<void> => Promise.reject(new DOMException('no room', 'QuotaExceededError'))

describe('keeping a deed on the phone', () => {
  beforeEach(() => {
    dismissToast()
    vi.spyOn(console, 'error').mockImplementation(() => undefined)
  })
  afterEach(() => { vi.restoreAllMocks() })

  it('gives the button back and says so when the phone is full, and keeps it at the next tap', async () => {
    const { busy, keep } = useKeeping()
    expect(await keep(full)).toBe(false)
    expect(busy.value).toBe(false)
    expect(currentToast.value?.text).toBe(t('stock.quickNotKept'))
    const deed = vi.fn(() => Promise.resolve())
    expect(await keep(deed)).toBe(true)
    expect(deed).toHaveBeenCalledTimes(1)
  })

  it('does it once for two taps, and not again after it went well', async () => {
    const { busy, keep } = useKeeping()
    const deed = vi.fn(() => Promise.resolve())
    expect(await Promise.all([keep(deed), keep(deed)])).toEqual([true, false])
    expect(busy.value).toBe(true)
    expect(await keep(deed)).toBe(false)
    expect(deed).toHaveBeenCalledTimes(1)
    expect(currentToast.value).toBeNull()
  })
})
