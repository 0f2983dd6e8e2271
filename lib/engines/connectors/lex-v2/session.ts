import { randomUUID } from 'node:crypto'

import { atRate } from '#lib/engines/connectors/audio-format.ts'
import {
  type LexCall,
  type LexResult,
  textCall,
  voiceCall,
} from '#lib/engines/connectors/lex-v2/call.ts'
import {
  type LexGround,
  lexGround,
  type LexMemory,
  parseMemory,
} from '#lib/engines/connectors/lex-v2/ground.ts'
import { answerEvents } from '#lib/engines/connectors/lex-v2/reply.ts'
import type { LexConfig, LexSecrets } from '#lib/engines/connectors/lex-v2/settings.ts'
import type { TurnScope } from '#lib/engines/connectors/turn-stage.ts'
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

/** Hz of the audio that is sent; Lex takes 8 and 16 kHz. */
export const lexRate = 16_000

/** ms that saying the stimulus takes at `pace`. */
const speakingMs = ({ pcm, sampleRate }: VoiceTurn, pace: number) =>
  pace > 0 ? (pcm.length / sampleRate) * (1_000 / pace) : 0

/** A conversation with a bot: Lex keeps it under the session's id, and what it said of it last is kept here. */
export class LexSession implements Session {
  readonly #ground: LexGround
  #memory: LexMemory
  /** Lex may not have the conversation as we know it: the next request says how it stands. */
  #unsure = true

  constructor(config: LexConfig, secrets: LexSecrets, options: OpenOptions) {
    this.#ground = lexGround(config, secrets, options)
    this.#memory = this.#ground.memory
  }

  turn(input: Turn, options: TurnOptions): AsyncIterable<TurnEvent> {
    const abilities = { kinds: ['text', 'voice'] as const, bargeIn: false }
    return this.#ground.stage.turn(input, options, abilities, (able, scope) =>
      this.#run(able, options, scope),
    )
  }

  snapshot(): Json {
    return structuredClone(this.#memory)
  }

  /** Throws InvalidError for anything but a snapshot of this connector. */
  restore(state: Json): void {
    this.#memory = parseMemory(state)
    this.#unsure = true
  }

  exchange(): ExchangeEntry[] {
    return this.#ground.log.entries()
  }

  async close(): Promise<void> {
    this.#ground.stage.stop()
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
    const pace = this.#ground.config.pace ?? options.pace
    const audioMs = input.kind === 'voice' ? speakingMs(input, pace) : 0
    return this.#ground.stage.tries(scope, options, audioMs, async ({ number, remainingMs }) => {
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
    return {
      ...this.#ground,
      ...{ ...scope, remainingMs, pace },
      sessionId: this.#memory.session_id,
      state: this.#unsure ? this.#memory.session_state : null,
    }
  }
}
