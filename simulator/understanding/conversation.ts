import { z } from 'zod'

import { languages } from '#simulator/domains/domain.ts'
import { OrderChanges } from '#simulator/tools/order-book.ts'

/** What the simulator remembers between turns; it travels with the client, so it is parsed like any input. */
const Memory = z.object({
  domain: z.string().max(40),
  kind: z.string().max(80),
  slots: z.record(z.string().max(40), z.union([z.string().max(200), z.number()])),
  asked: z.string().max(40).nullable(),
  turn: z.number().int().min(1).max(1_000),
  language: z.enum(languages),
  /** what tools have changed in this conversation */
  orders: OrderChanges.optional(),
})
export type Memory = z.infer<typeof Memory>

const ConversationState = z.object({ Earshot: Memory })

/** The memory inside a `ConversationState`; null for anything the simulator did not write itself. */
export function readConversation(state: unknown): Memory | null {
  if (state === undefined || state === null) return null
  return ConversationState.safeParse(state).data?.Earshot ?? null
}

/**
 * The `ConversationState` to hand out. `ConversationStateTime` counts turns instead of seconds, so that
 * the same conversation always gives the same bytes.
 */
export const writeConversation = (memory: Memory) => ({
  ConversationStateTime: memory.turn,
  Earshot: memory,
})
