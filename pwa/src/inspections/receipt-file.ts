/** A receipt as a file, which `storewalk receipt verify` judges without a server. */
import type { Wire } from '@/wire'

export function receiptFile(receipt: Wire<'ReceiptOut'>, publicKey: string): { name: string; content: string } {
  const { statement, signature, inspection } = receipt
  return { name: `storewalk-receipt-${inspection}.json`, content: JSON.stringify({ statement, signature, publicKey }, null, 1) }
}

/** Hands the file to the browser as a download. */
export function downloadReceipt(receipt: Wire<'ReceiptOut'>, publicKey: string): void {
  const { name, content } = receiptFile(receipt, publicKey)
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([content], { type: 'application/json' }))
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
