import type { Answer, Heard } from '#lib/engines/connectors/dialogflow-cx/answer.ts'
import type { Asked } from '#lib/engines/connectors/dialogflow-cx/request.ts'
import type { ExchangeLog } from '#lib/engines/connectors/exchange-log.ts'
import type { SecretMask } from '#lib/engines/connectors/secret-mask.ts'
import type { TurnScope } from '#lib/engines/connectors/turn-stage.ts'
import type { VoiceTurn } from '#lib/engines/connectors/types.ts'
import type { Guard } from '#lib/platform/net/guard.ts'

/** What one try at a turn works with. */
export type Call = TurnScope & {
  asked: Asked
  guard: Guard
  /** `host:port` */
  peer: string
  log: ExchangeLog
  mask: SecretMask
  remainingMs: number
  pace: number
  token: string
  /** `performance.now()` when the reply before will have been played, null when nobody breaks into it */
  playedUntil: number | null
}

export type Result = {
  answer: Answer
  /** when the answer came */
  at: number
  /** of a voice turn */
  heard: Heard | null
}

/** Tells what left at once; a recording's end of speech leaves with its last byte. */
export function emitSent({ emit }: Call, bytes: number, voice: VoiceTurn | null): void {
  const at = performance.now()
  if (!voice) return emit({ at, type: 'sent', bytes, first: true, last: true })
  const durationMs = (voice.pcm.length / voice.sampleRate) * 1_000
  emit({ at, type: 'sent', bytes: 0, audioMs: 0, first: true })
  emit({ at, type: 'sent', bytes, audioMs: Math.min(durationMs, voice.speechEndMs) })
  emit({ at, type: 'sent', bytes, audioMs: durationMs, last: true })
}
