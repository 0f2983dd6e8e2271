import type { ExchangeLog } from '#lib/engines/connectors/exchange-log.ts'
import type { Answer, HoundifyResult } from '#lib/engines/connectors/houndify/messages.ts'
import type { HoundifyConfig } from '#lib/engines/connectors/houndify/settings.ts'
import type { TurnEvent } from '#lib/engines/connectors/types.ts'
import type { Guard } from '#lib/platform/net/guard.ts'

/** Headers and RequestInfo of one attempt: fresh ids, time and signature, the state before the turn. */
export type Attempt = { headers: Record<string, string>; info: string }

/** What a text or voice attempt works with. */
export type TurnContext = {
  config: HoundifyConfig
  guard: Guard
  /** `host:port` */
  peer: string
  signal: AbortSignal
  log: ExchangeLog
  emit: (event: TurnEvent) => void
  /** ms left for the whole turn */
  remainingMs: number
  attempt: Attempt
}

/** What a successful attempt brings back; `at` is when its last byte came. */
export type TurnResult = { result: HoundifyResult; answer: Answer; at: number }

export const maxReplyBytes = 5_000_000
