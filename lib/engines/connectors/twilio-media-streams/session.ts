import { hash } from 'node:crypto'

import { z } from 'zod'

import { ExchangeLog } from '#lib/engines/connectors/exchange-log.ts'
import { SecretMask } from '#lib/engines/connectors/secret-mask.ts'
import { fillUrl, type TemplateValues } from '#lib/engines/connectors/template.ts'
import { type Try, type TurnScope, TurnStage } from '#lib/engines/connectors/turn-stage.ts'
import type { Call } from '#lib/engines/connectors/twilio-media-streams/call.ts'
import { dial } from '#lib/engines/connectors/twilio-media-streams/dial.ts'
import type {
  TwilioConfig,
  TwilioSecrets,
} from '#lib/engines/connectors/twilio-media-streams/settings.ts'
import { AgentSpeech } from '#lib/engines/connectors/twilio-media-streams/speech.ts'
import { type CarriedTurn, carryTurn } from '#lib/engines/connectors/twilio-media-streams/turn.ts'
import type {
  ExchangeEntry,
  Json,
  OpenOptions,
  Session,
  Turn,
  TurnEvent,
  TurnOptions,
} from '#lib/engines/connectors/types.ts'
import { InvalidError } from '#lib/platform/errors.ts'
import { type Guard, outboundGuard, portOf } from '#lib/platform/net/guard.ts'
import { NetworkError } from '#lib/platform/net/network-error.ts'

const Snapshot = z.strictObject({ turns: z.int().min(0) })

/** A greeting longer than this, ms, is not waited for beyond the total timeout. */
const longestGreetingMs = 60_000
/** How long an agent has to refuse a call that it does not want, ms. */
const probeMs = 300

const abilities = { kinds: ['voice', 'dtmf', 'silence'] as const, bargeIn: true }

/** A conversation that is one telephone call: it begins with the first turn and ends with the connection. */
export class TwilioSession implements Session {
  readonly #config: TwilioConfig
  readonly #secrets: TwilioSecrets
  readonly #options: OpenOptions
  readonly #guard: Guard
  readonly #peer: string
  readonly #stage: TurnStage
  readonly #mask: SecretMask
  readonly #log: ExchangeLog
  #turns = 0
  #call: Call | null = null
  #interlude = new AgentSpeech('unsolicited_audio')

  constructor(config: TwilioConfig, secrets: TwilioSecrets, options: OpenOptions) {
    this.#config = config
    this.#secrets = secrets
    this.#options = options
    this.#guard = options.guard ?? outboundGuard()
    const url = new URL(fillUrl(config.url, {}))
    this.#peer = `${url.hostname}:${portOf(url)}`
    const credential = hash('sha256', JSON.stringify(secrets))
    this.#stage = new TurnStage(this.#peer, `twilio ${config.url} ${credential}`, config)
    const hidden = secrets.auth_token === undefined ? [] : [secrets.auth_token]
    const proofs = ['X-Twilio-Signature', 'x-telnyx-streaming-auth-token']
    const masked = [...Object.keys(config.headers), ...proofs]
    this.#mask = new SecretMask(hidden, masked)
    this.#log = new ExchangeLog(this.#mask.header)
  }

  turn(input: Turn, options: TurnOptions): AsyncIterable<TurnEvent> {
    return this.#stage.turn(input, options, abilities, (able, scope) =>
      this.#run(able, options, scope),
    )
  }

  /** Calls, waits whether the agent refuses, and hangs up. */
  probe(options: TurnOptions): AsyncIterable<TurnEvent> {
    return this.#stage.hold(options, async (scope) => {
      const call = await this.#stage.tries(scope, options, 0, () => this.#dial(scope, 'en-US'))
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      const timer = setTimeout(resolve, probeMs)
      call.listen({ beat: () => undefined, heard: () => resolve(), lost: reject })
      try {
        await promise
      } finally {
        clearTimeout(timer)
        await call.hangUp()
      }
    })
  }

  snapshot(): Json {
    return { turns: this.#turns }
  }

  /** Throws InvalidError for anything but the state of a call that has not begun: no call outlives its connection. */
  restore(state: Json): void {
    const parsed = Snapshot.safeParse(state)
    if (!parsed.success) throw new InvalidError('This is not a state of a telephone call')
    if (parsed.data.turns > 0)
      throw new InvalidError('A telephone call cannot be continued in another call')
    this.#turns = 0
    void this.#call?.hangUp()
    this.#call = null
  }

  exchange(): ExchangeEntry[] {
    this.#call?.note()
    return this.#log.entries()
  }

  async close(): Promise<void> {
    this.#stage.stop()
    await this.#call?.hangUp()
    this.#call = null
  }

  async #run(input: CarriedTurn, options: TurnOptions, scope: TurnScope): Promise<void> {
    const pace = this.#config.pace ?? options.pace
    const reply = await this.#stage.tries(scope, options, this.#durationOf(input, pace), (one) =>
      this.#attempt(input, pace, options, scope, one),
    )
    const { text, begunAt } = reply
    if (begunAt !== null) scope.emit({ at: begunAt, type: 'reply', written: text, spoken: text })
    this.#turns += 1
  }

  /** ms that a turn takes without any waiting for its answer. */
  #durationOf(input: CarriedTurn, pace: number): number {
    const { agent_speaks_first, greeting_timeout_s } = this.#config
    const greeting =
      agent_speaks_first && this.#turns === 0
        ? Math.max(greeting_timeout_s * 1_000, longestGreetingMs)
        : 0
    if (input.kind === 'silence') return greeting + input.durationMs
    if (input.kind === 'dtmf') return greeting
    return greeting + ((input.pcm.length / input.sampleRate) * 1_000) / (pace || 1)
  }

  async #attempt(
    input: CarriedTurn,
    pace: number,
    { yieldAfterMs }: TurnOptions,
    scope: TurnScope,
    { remainingMs }: Try,
  ): Promise<AgentSpeech> {
    const startedAt = performance.now()
    const isNew = this.#call?.alive !== true
    if (this.#call?.alive !== true) this.#call = await this.#dial(scope, input.language)
    const call = this.#call
    const context = {
      ...{ ...scope, config: this.#config, call, pace, yieldAfterMs },
      interlude: this.#interlude,
      greets: isNew && this.#config.agent_speaks_first,
      remainingMs: remainingMs - (performance.now() - startedAt),
    }
    try {
      return await carryTurn(context, input)
    } catch (error) {
      // A turn that broke off leaves the conversation in an unknown place.
      await call.hangUp()
      this.#call = null
      if (error instanceof NetworkError && error.retryable && this.#turns > 0)
        throw unrepeatable(error)
      throw error
    } finally {
      this.#interlude = new AgentSpeech('unsolicited_audio')
      this.#attend(call, this.#interlude)
    }
  }

  /** Keeps what the agent says while no turn is held. */
  #attend(call: Call, interlude: AgentSpeech): void {
    if (!call.alive) return
    call.listen({
      beat: ({ played, at }) => played && interlude.play(played, at),
      heard: (message, { at }) =>
        message.event === 'earshot' &&
        message.said !== undefined &&
        interlude.say(message.said, at),
      lost: () => undefined,
    })
  }

  #dial(scope: TurnScope, language: string): Promise<Call> {
    if (this.#turns > 0)
      throw new NetworkError({
        fault: 'reset',
        detail: 'the agent hung up between two turns',
        peer: this.#peer,
        retryable: false,
      })
    const context = {
      ...{ config: this.#config, secrets: this.#secrets, guard: this.#guard },
      ...{ log: this.#log, mask: this.#mask, signal: scope.signal },
    }
    return dial(context, this.#values(language), (at) => scope.emit({ at, type: 'connected' }))
  }

  #values(language: string): TemplateValues {
    const { userId, correlation } = this.#options
    return { language, language_base: language.split('-')[0], user_id: userId, correlation }
  }
}

/** The fault without its leave to be repeated: the conversation went with the call. */
const unrepeatable = ({ fault, detail, service, maybeExecuted }: NetworkError) =>
  new NetworkError({ fault, detail, peer: service, maybeExecuted, retryable: false })
