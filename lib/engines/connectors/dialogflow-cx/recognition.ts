import { z } from 'zod'

import type { Heard } from '#lib/engines/connectors/dialogflow-cx/answer.ts'
import { protocolFault } from '#lib/engines/connectors/reply-fault.ts'
import type { TurnEvent } from '#lib/engines/connectors/types.ts'

/** A `google.protobuf.Duration` as the SDK gives it, in ms. */
const Duration = z
  .object({ seconds: z.coerce.number().nullish(), nanos: z.number().nullish() })
  .transform(({ seconds, nanos }) => (seconds ?? 0) * 1_000 + (nanos ?? 0) / 1e6)

const Message = z.object({
  recognitionResult: z
    .object({
      transcript: z.string().nullish(),
      isFinal: z.boolean().nullish(),
      confidence: z.number().nullish(),
      speechEndOffset: Duration.nullish(),
    })
    .nullish(),
  detectIntentResponse: z.unknown().optional(),
  debuggingInfo: z.object({ bargeinEventTriggered: z.boolean().nullish() }).nullish(),
})

/** What Dialogflow hears while it is spoken to: pieces that may change, and pieces that are final. */
export class Recognition {
  readonly #emit: (event: TurnEvent) => void
  readonly #final: string[] = []
  #finalAt: number | null = null
  #confidence: number | null = null
  /** `performance.now()` when the reply before will have been played; null once it is over */
  #playedUntil: number | null

  constructor(emit: (event: TurnEvent) => void, playedUntil: number | null) {
    this.#emit = emit
    this.#playedUntil = playedUntil
  }

  /** Takes a message of the stream; gives back the answer when it is that. Throws NetFault. */
  take(raw: unknown, at: number, peer: string): unknown {
    const parsed = Message.safeParse(raw)
    if (!parsed.success) throw protocolFault(peer, 'a message of the stream cannot be read')
    const { recognitionResult: heard, detectIntentResponse, debuggingInfo } = parsed.data
    const text = heard?.transcript ?? ''
    if (text !== '' || debuggingInfo?.bargeinEventTriggered === true) this.#interrupt(at)
    if (heard && text !== '') {
      const audioMs = heard.speechEndOffset
      this.#emit({
        ...{ at, type: 'partial', text: [...this.#final, text].join('') },
        ...(typeof audioMs === 'number' && { audioMs }),
      })
      if (heard.isFinal === true) {
        this.#final.push(text)
        this.#finalAt = at
        this.#confidence = heard.confidence ?? null
      }
    }
    return detectIntentResponse ?? null
  }

  /**
   * An utterance that is told while the reply is still played is how Dialogflow tells a client to stop playing
   * (API reference, `BargeInConfig`).
   */
  #interrupt(at: number): void {
    if (this.#playedUntil !== null && at < this.#playedUntil)
      this.#emit({ at, type: 'interrupted' })
    this.#playedUntil = null
  }

  /** What was heard in all; `at` when nothing was final before the answer came. */
  heard(at: number): Heard {
    // Google leaves a confidence that it does not know at 0.
    const confidence = this.#confidence !== null && this.#confidence > 0 ? this.#confidence : null
    return {
      text: this.#final.join(''),
      at: this.#finalAt ?? at,
      ...(confidence !== null && { confidence }),
    }
  }
}
