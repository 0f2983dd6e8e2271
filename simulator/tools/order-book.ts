import { z } from 'zod'

import { definedValues } from '#lib/platform/defined-values.ts'
import type { ToolOutcome, ToolRequest } from '#simulator/domains/domain.ts'

type Order = {
  item: string
  status: 'preparing' | 'shipped' | 'delivered' | 'cancelled' | 'refunded'
  /** a day of the week, in English */
  arrives: string
  address: string
  /** euros */
  total: number
}

/** The orders that there are; each conversation begins with them as they stand here. */
const orders: Readonly<Record<string, Order>> = {
  'A-17': { item: 'lamp', status: 'shipped', arrives: 'Thursday', address: 'home', total: 49 },
  'B-20': { item: 'chair', status: 'delivered', arrives: 'Monday', address: 'home', total: 120 },
  '1042': { item: 'desk', status: 'preparing', arrives: 'Friday', address: 'home', total: 310 },
  '1055': { item: 'kettle', status: 'shipped', arrives: 'Wednesday', address: 'work', total: 35 },
  '1066': { item: 'radio', status: 'shipped', arrives: 'Thursday', address: 'home', total: 80 },
  '1069': { item: 'clock', status: 'shipped', arrives: 'Monday', address: 'home', total: 25 },
  '1077': { item: 'carpet', status: 'preparing', arrives: 'Friday', address: 'work', total: 240 },
  '1088': { item: 'mirror', status: 'preparing', arrives: 'Monday', address: 'home', total: 95 },
  '1096': { item: 'shelf', status: 'preparing', arrives: 'Friday', address: 'work', total: 60 },
}

/** What a conversation has changed in one order; it travels with the client, so it is parsed like any input. */
const Change = z.strictObject({
  status: z.enum(['cancelled', 'refunded']).optional(),
  arrives: z.string().max(20).optional(),
  address: z.string().max(20).optional(),
})
export const OrderChanges = z
  .record(z.string().max(10), Change)
  .refine((changes) => Object.keys(changes).every((id) => Object.hasOwn(orders, id)))
export type OrderChanges = z.output<typeof OrderChanges>

type OrderBook = {
  /** Runs one of the tools; what it cannot do is an outcome, never thrown. */
  run: (request: ToolRequest) => ToolOutcome
  /** What this conversation has changed so far. */
  changes: () => OrderChanges
}

/** The orders as one conversation sees them, and the tools that look at and change them. */
export function openOrderBook(before: OrderChanges): OrderBook {
  const changed: OrderChanges = structuredClone(before)
  const find = (id: string | undefined): Order | null => {
    const order = id !== undefined && Object.hasOwn(orders, id) ? orders[id] : undefined
    return order && id !== undefined ? { ...order, ...definedValues(changed[id] ?? {}) } : null
  }
  const change = (id: string, facts: OrderChanges[string]) => {
    changed[id] = { ...changed[id], ...facts }
  }
  const tools: Record<string, (id: string, order: Order, request: ToolRequest) => ToolOutcome> = {
    get_order: (id, order) => ({ result: { order_id: id, ...order } }),
    cancel_order(id, { status }) {
      if (status !== 'preparing') return { error: `already_${status}` }
      change(id, { status: 'cancelled' })
      return { result: { order_id: id, status: 'cancelled' } }
    },
    refund_order(id, { status, total }) {
      if (status === 'refunded') return { error: 'already_refunded' }
      if (status !== 'delivered' && status !== 'cancelled') return { error: 'not_delivered' }
      change(id, { status: 'refunded' })
      return { result: { order_id: id, status: 'refunded', amount: total } }
    },
    change_delivery(id, { status }, { arguments: { date, address } }) {
      if (status !== 'preparing' && status !== 'shipped') return { error: `already_${status}` }
      if (status === 'shipped' && address !== undefined) return { error: 'already_shipped' }
      const facts = { ...(date && { arrives: date }), ...(address && { address }) }
      change(id, facts)
      return { result: { order_id: id, ...facts } }
    },
  }
  return {
    run(request) {
      const tool = Object.hasOwn(tools, request.name) ? tools[request.name] : undefined
      const id = request.arguments['order_id']
      const order = find(id)
      if (!tool) return { error: 'unknown_tool' }
      if (!order || id === undefined) return { error: 'not_found' }
      return tool(id, order, request)
    },
    changes: () => structuredClone(changed),
  }
}
