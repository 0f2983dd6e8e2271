import { hash, randomUUID } from 'node:crypto'

import { z } from 'zod'

import { atRate } from '#lib/engines/connectors/audio-format.ts'
import { ExchangeLog } from '#lib/engines/connectors/exchange-log.ts'
import {
  type LexCall,
  type LexResult,
  textCall,
  voiceCall,
} from '#lib/engines/connectors/lex-v2/call.ts'
import { answerEvents } from '#lib/engines/connectors/lex-v2/reply.ts'
import {
  endpointOf,
  type LexConfig,
  type LexSecrets,
} from '#lib/engines/connectors/lex-v2/settings.ts'
import { SecretMask } from '#lib/engines/connectors/secret-mask.ts'
import { TurnStage, type TurnScope } from '#lib/engines/connectors/turn-stage.ts'
import type {
  ExchangeEntry,
  Json,
  OpenOptions,
  Session,
  TextTurn,
  Turn,
  TurnEvent,
  TurnOptions,
  VoiceTurn,
} from '#lib/engines/connectors/types.ts'
import { InvalidError } from '#lib/platform/errors.ts'
import { type Guard, outboundGuard, portOf } from '#lib/platform/net/guard.ts'

/** Hz of the audio that is sent; Lex takes 8 and 16 kHz. */
export const lexRate = 16_000

const Snapshot = z.strictObject({
  session_id: z.string().regex(/^[0-9A-Za-z._:-]{2,100}$/),
  session_state: z.record(z.string(), z.json()).nullable(),
})

/** ms that saying the stimulus takes at `pace`. */
const speakingMs = ({ pcm, sampleRate }: VoiceTurn, pace: number) =>
  pace > 0 ? (pcm.length / sampleRate) * (1_000 / pace) : 0

/** A conversation with a bot: Lex keeps it under the session's id, and what it said of it last is kept here. */
export class LexSession implements Session {
  readonly #config: LexConfig
  readonly #secrets: LexSecrets
  readonly #options: OpenOptions
  readonly #guard: Guard
  readonly #peer: string
  readonly #stage: TurnStage
  readonly #mask: SecretMask
  readonly #log: ExchangeLog
  #memory: z.output<typeof Snapshot>
  /** Lex may not have the conversation as we know it: the next request says how it stands. */
  #unsure = true

  constructor(config: LexConfig, secrets: LexSecrets, options: OpenOptions) {
    this.#config = config
    this.#secrets = secrets
    this.#options = options
    this.#guard = options.guard ?? outboundGuard()
    const url = new URL(endpointOf(config))
    this.#peer = `${url.hostname}:${portOf(url)}`
    const key = hash('sha256', JSON.stringify(secrets))
    this.#stage = new TurnStage(this.#peer, `lex-v2 ${url.href} ${config.bot_id} ${key}`, config)
    this.#mask = new SecretMask(
      [secrets.access_key_id, secrets.secret_access_key, secrets.session_token ?? ''],
      ['x-amz-security-token'],
    )
    this.#log = new ExchangeLog(this.#mask.header)
    const { session_attributes: attributes } = config
    this.#memory = {
      session_id: randomUUID(),
      session_state: Object.keys(attributes).length > 0 ? { sessionAttributes: attributes } : null,
    }
  }

  turn(input: Turn, options: TurnOptions): AsyncIterable<TurnEvent> {
    const abilities = { kinds: ['text', 'voice'] as const, bargeIn: false }
    return this.#stage.turn(input, options, abilities, (able, scope) =>
      this.#run(able, options, scope),
    )
  }

  snapshot(): Json {
    return structuredClone(this.#memory)
  }

  /** Throws InvalidError for anything but a snapshot of this connector. */
  restore(state: Json): void {
    const parsed = Snapshot.safeParse(state)
    if (!parsed.success) throw new InvalidError('This is not a state of a conversation with Lex')
    this.#memory = parsed.data
    this.#unsure = true
  }

  exchange(): ExchangeEntry[] {
    return this.#log.entries()
  }

  async close(): Promise<void> {
    this.#stage.stop()
  }

  async #run(input: TextTurn | VoiceTurn, options: TurnOptions, scope: TurnScope): Promise<void> {
    const { answer, at, audio } = await this.#attempts(input, options, scope)
    if (answer.sessionState) this.#memory.session_state = answer.sessionState
    this.#unsure = false
    for (const event of answerEvents(answer, at, input.kind === 'voice')) scope.emit(event)
    if (audio) scope.emit(audio)
  }

  #attempts(
    input: TextTurn | VoiceTurn,
    options: TurnOptions,
    scope: TurnScope,
  ): Promise<LexResult> {
    const pace = this.#config.pace ?? options.pace
    const audioMs = input.kind === 'voice' ? speakingMs(input, pace) : 0
    return this.#stage.tries(scope, options, audioMs, async ({ number, remainingMs }) => {
      // Without a state to put back, a conversation whose first turn may have been heard begins anew.
      if (number > 1 && this.#memory.session_state === null) this.#memory.session_id = randomUUID()
      const call = this.#call(scope, remainingMs, pace)
      // Should this try be lost, it may have moved the conversation on: the next puts it back.
      this.#unsure = true
      if (input.kind === 'text') return textCall(call, input)
      return voiceCall(call, { ...input, ...atRate(input, lexRate) })
    })
  }

  #call(scope: TurnScope, remainingMs: number, pace: number): LexCall {
    const { correlation } = this.#options
    return {
      ...{ ...scope, remainingMs, pace, config: this.#config, secrets: this.#secrets },
      ...{ guard: this.#guard, peer: this.#peer, log: this.#log, mask: this.#mask },
      sessionId: this.#memory.session_id,
      state: this.#unsure ? this.#memory.session_state : null,
      requestAttributes: {
        ...this.#config.request_attributes,
        ...(correlation !== undefined && { earshot_correlation: correlation }),
      },
    }
  }
}
