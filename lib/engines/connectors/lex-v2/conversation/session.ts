import { randomUUID } from 'node:crypto'

import { Interlude } from '#lib/engines/connectors/lex-v2/conversation/interlude.ts'
import type { LexEvent } from '#lib/engines/connectors/lex-v2/conversation/lex-events.ts'
import { LexLine } from '#lib/engines/connectors/lex-v2/conversation/lex-line.ts'
import { LexTurn, type TurnResult } from '#lib/engines/connectors/lex-v2/conversation/turn.ts'
import {
  type LexGround,
  lexGround,
  type LexMemory,
  parseMemory,
} from '#lib/engines/connectors/lex-v2/ground.ts'
import { lexLocale } from '#lib/engines/connectors/lex-v2/locale.ts'
import { intentEvent, type LexAnswer, replyEvent } from '#lib/engines/connectors/lex-v2/reply.ts'
import type { LexConfig, LexSecrets } from '#lib/engines/connectors/lex-v2/settings.ts'
import type { TurnScope } from '#lib/engines/connectors/turn-stage.ts'
import { lineSpeed } from '#lib/engines/connectors/twilio-media-streams/metronome.ts'
import type {
  ExchangeEntry,
  Json,
  OpenOptions,
  Session,
  Turn,
  TurnEvent,
  TurnOptions,
} from '#lib/engines/connectors/types.ts'

/** How long Lex has to end a conversation after the goodbye, ms. */
const goodbyeMs = 2_000

const kinds = ['text', 'voice', 'dtmf', 'silence'] as const

/** ms that a turn takes without any waiting for its answer. */
function durationOf(input: Turn, pace: number): number {
  if (input.kind === 'silence') return input.durationMs
  if (input.kind !== 'voice') return 0
  return (input.pcm.length / input.sampleRate) * (1_000 / lineSpeed(pace))
}

/**
 * A conversation with a bot over one open stream, which speaks or writes: a turn of the other kind, or in another
 * language, opens another stream of the same session. What Lex last said of the session is kept here.
 */
export class LexConversation implements Session {
  readonly #ground: LexGround
  #memory: LexMemory
  /** Lex may not have the conversation as we know it: the next stream says how it stands. */
  #unsure = true
  /** a stream may be open under the session's id */
  #taken = false
  #line: LexLine | null = null
  #interlude = new Interlude(false)

  constructor(config: LexConfig, secrets: LexSecrets, options: OpenOptions) {
    this.#ground = lexGround(config, secrets, options)
    this.#memory = this.#ground.memory
  }

  turn(input: Turn, options: TurnOptions): AsyncIterable<TurnEvent> {
    const { stage, config } = this.#ground
    return stage.turn(input, options, { kinds, bargeIn: config.reply_audio }, (able, scope) =>
      this.#run(able, options, scope),
    )
  }

  snapshot(): Json {
    return structuredClone(this.#memory)
  }

  /** Throws InvalidError for anything but a snapshot of this connector. */
  restore(state: Json): void {
    this.#memory = parseMemory(state)
    this.#taken = true
    this.#forget()
  }

  exchange(): ExchangeEntry[] {
    this.#line?.note()
    return this.#ground.log.entries()
  }

  async close(): Promise<void> {
    this.#ground.stage.stop()
    await this.#line?.hangUp(goodbyeMs)
    this.#line = null
  }

  async #run(input: Turn, options: TurnOptions, scope: TurnScope): Promise<void> {
    const { stage, config } = this.#ground
    const pace = config.pace ?? options.pace
    const result = await stage.tries(
      scope,
      options,
      durationOf(input, pace),
      async ({ remainingMs }) => {
        const startedAt = performance.now()
        const line = await this.#open(input, scope)
        const context = {
          ...{ ...scope, config, line, pace, interlude: this.#interlude },
          yieldAfterMs: options.yieldAfterMs,
          remainingMs: remainingMs - (performance.now() - startedAt),
        }
        return this.#hold(new LexTurn(context, input), line)
      },
    )
    this.#tell(result, input, scope)
  }

  async #hold(turn: LexTurn, line: LexLine): Promise<TurnResult> {
    try {
      const result = await turn.run()
      this.#attend(line, result.restOpen)
      return result
    } catch (error) {
      // A turn that broke off leaves the conversation in an unknown place.
      line.drop()
      this.#forget()
      throw error
    }
  }

  /** The stream that holds the turn: the one that is open, or another of the same session. */
  async #open(input: Turn, scope: TurnScope): Promise<LexLine> {
    const { config } = this.#ground
    const mode = input.kind === 'text' ? 'TEXT' : 'AUDIO'
    const localeId = lexLocale(input.language, config.locales)
    const open = this.#line
    if (open?.alive && open.mode === mode && open.localeId === localeId) return open
    if (open?.alive) await open.hangUp(goodbyeMs)
    else if (open) this.#forget()
    // Lex refuses a second stream of a session whose first it takes for open.
    if (this.#unsure && this.#taken) this.#memory.session_id = randomUUID()
    const line = new LexLine({
      ...{ ...this.#ground, mode, localeId, sessionId: this.#memory.session_id },
      state: this.#unsure ? this.#memory.session_state : null,
      onConnected: (at) => scope.emit({ at, type: 'connected' }),
    })
    this.#line = line
    this.#interlude = new Interlude(false)
    this.#unsure = false
    this.#taken = true
    line.start()
    return line
  }

  /** Keeps what the bot says while no turn is held. */
  #attend(line: LexLine, open: boolean): void {
    const interlude = new Interlude(open)
    this.#interlude = interlude
    line.listen({
      beat: ({ played, at }) => played && interlude.speech.play(played, line.rate, at),
      told: (event: LexEvent, at) => {
        interlude.take(event, at)
        if (event.type === 'intent') this.#remember(event.answer)
      },
      lost: () => undefined,
    })
  }

  #tell({ answer, fillers, incomplete, transcribed }: TurnResult, input: Turn, scope: TurnScope) {
    if (!answer) return
    const { whole, at } = answer
    // Lex tells nothing of what it could not hear.
    if (input.kind === 'voice' && !transcribed) scope.emit({ at, type: 'transcript', text: '' })
    for (const event of intentEvent(whole, at)) scope.emit(event)
    const reply = replyEvent(whole, fillers[0]?.at ?? at)
    scope.emit(fillers.length > 0 ? { ...reply, fillers, answerAt: at } : reply)
    if (incomplete !== null)
      scope.emit({ at: performance.now(), type: 'incomplete', why: incomplete })
    if (whole.sessionState) scope.emit({ at, type: 'state', value: whole.sessionState })
    this.#remember(whole)
  }

  #remember({ sessionState }: LexAnswer): void {
    if (sessionState) this.#memory.session_state = sessionState
  }

  #forget(): void {
    this.#line?.drop()
    this.#line = null
    this.#unsure = true
  }
}
