import type { ExchangeLog } from '#lib/engines/connectors/exchange-log.ts'
import type { LexEvent } from '#lib/engines/connectors/lex-v2/conversation/lex-events.ts'
import type { Progress } from '#lib/engines/connectors/lex-v2/conversation/microphone.ts'
import type { LexConfig, LexSecrets } from '#lib/engines/connectors/lex-v2/settings.ts'
import type { SecretMask } from '#lib/engines/connectors/secret-mask.ts'
import type { Json } from '#lib/engines/connectors/types.ts'
import type { Guard } from '#lib/platform/net/guard.ts'
import type { NetworkError } from '#lib/platform/net/network-error.ts'

/** 20 ms of time on the line. */
export type Beat = {
  at: number
  /** ms after its time */
  lateMs: number
  /** what the caller was saying in it */
  progress: Progress | null
  /** what the caller heard in it, 16-bit samples */
  played: Buffer | null
  /** names of marks that came due */
  marks: string[]
}

export type LineListener = {
  beat(beat: Beat): void
  told(event: LexEvent, at: number): void
  /** Nothing follows. */
  lost(fault: NetworkError): void
}

export type LineOptions = {
  config: LexConfig
  secrets: LexSecrets
  guard: Guard
  /** `host:port` */
  peer: string
  log: ExchangeLog
  mask: SecretMask
  mode: 'AUDIO' | 'TEXT'
  localeId: string
  sessionId: string
  /** to set the conversation to, null to go on where Lex has it */
  state: Record<string, Json> | null
  requestAttributes: Record<string, string>
  onConnected: (at: number) => void
}
