/** Orders that are still on this phone, as the lists lay them over what the server said. */
import { computed, type ComputedRef } from 'vue'
import { useWaiting, type Command } from '@/offline'
import type { OrderIn } from '@/ordering/place'

const ORDER = /^\/api\/orders\/[^/]+$/

export interface WaitingOrder {
  id: string
  body: OrderIn
  command: Command
  refused: boolean
}

export function useWaitingOrders(): ComputedRef<WaitingOrder[]> {
  const commands = useWaiting('/api/orders/')
  return computed(() => commands.value.filter(({ url }) => ORDER.test(url)).map(read))
}

/** What was done on this phone about orders and has not gone up yet, by order. */
export function useWaitingDeeds(order: () => string): ComputedRef<Command[]> {
  return useWaiting(() => `/api/orders/${order()}/`)
}

export function read(command: Command): WaitingOrder {
  return {
    id: command.url.split('/').pop()!,
    body: command.body as OrderIn,
    command,
    refused: command.state === 'parked',
  }
}

/** Those for one delivery of one supplier; `extra` orders stand beside it and do not count as its order. */
export function isFor(order: WaitingOrder, store: string, supplier: string, deliveryOn: string): boolean {
  const { body } = order
  return body.store === store && body.supplier === supplier && body.deliveryOn === deliveryOn
}
