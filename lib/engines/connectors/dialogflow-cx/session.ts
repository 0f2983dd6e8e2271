import { hash, randomUUID } from 'node:crypto'

import { z } from 'zod'

import { atRate } from '#lib/engines/connectors/audio-format.ts'
import { answerEvents, Place, placeOf } from '#lib/engines/connectors/dialogflow-cx/answer.ts'
import type { Call, Result } from '#lib/engines/connectors/dialogflow-cx/call.ts'
import { GrpcCall } from '#lib/engines/connectors/dialogflow-cx/grpc-call.ts'
import { GrpcConnection } from '#lib/engines/connectors/dialogflow-cx/grpc-connection.ts'
import { sentRate } from '#lib/engines/connectors/dialogflow-cx/request.ts'
import { ReplyPlayback } from '#lib/engines/connectors/dialogflow-cx/reply-playback.ts'
import { restCall } from '#lib/engines/connectors/dialogflow-cx/rest-call.ts'
import {
  type DialogflowConfig,
  type DialogflowSecrets,
  endpointOf,
  type ServiceAccount,
  serviceAccountOf,
} from '#lib/engines/connectors/dialogflow-cx/settings.ts'
import { accessToken, forgetToken } from '#lib/engines/connectors/dialogflow-cx/token.ts'
import { ExchangeLog } from '#lib/engines/connectors/exchange-log.ts'
import { SecretMask } from '#lib/engines/connectors/secret-mask.ts'
import { type Try, TurnStage, type TurnScope } from '#lib/engines/connectors/turn-stage.ts'
import type {
  DtmfTurn,
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
import { NetworkError } from '#lib/platform/net/network-error.ts'

type Able = TextTurn | VoiceTurn | DtmfTurn

const Snapshot = z.strictObject({
  /** Dialogflow takes ids of up to 36 characters. */
  session_id: z.string().regex(/^[0-9A-Za-z_-]{1,36}$/),
  place: Place.nullable(),
})

/** ms that saying the stimulus takes at `pace`. */
const speakingMs = (input: Able, pace: number) =>
  input.kind === 'voice' && pace > 0 ? (input.pcm.length / input.sampleRate) * (1_000 / pace) : 0

/** A conversation with an agent: Dialogflow keeps it under the session's id, and we know where it stood last. */
export class DialogflowSession implements Session {
  readonly #config: DialogflowConfig
  readonly #account: ServiceAccount
  readonly #options: OpenOptions
  readonly #guard: Guard
  readonly #peer: string
  readonly #connection: GrpcConnection
  readonly #stage: TurnStage
  readonly #log: ExchangeLog
  #mask: SecretMask
  #memory: z.output<typeof Snapshot> = { session_id: randomUUID(), place: null }
  #first = true
  /** Dialogflow may not stand where we know the conversation: the next request leads it there. */
  #unsure = false
  readonly #playback: ReplyPlayback

  constructor(config: DialogflowConfig, secrets: DialogflowSecrets, options: OpenOptions) {
    this.#config = config
    this.#account = serviceAccountOf(secrets)
    this.#options = options
    this.#guard = options.guard ?? outboundGuard()
    const url = endpointOf(config)
    this.#peer = `${url.hostname}:${portOf(url)}`
    this.#connection = new GrpcConnection(url, this.#guard)
    const key = hash('sha256', secrets.service_account)
    this.#playback = new ReplyPlayback(config.no_barge_in_ms)
    const about = `dialogflow-cx ${config.transport} ${url.href} ${config.agent_id} ${key}`
    this.#stage = new TurnStage(this.#peer, about, config)
    this.#mask = this.#maskOf('')
    this.#log = new ExchangeLog((name, value) => this.#mask.header(name, value))
  }

  turn(input: Turn, options: TurnOptions): AsyncIterable<TurnEvent> {
    const abilities = { kinds: ['text', 'voice', 'dtmf'] as const, bargeIn: this.#config.barge_in }
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
    if (!parsed.success)
      throw new InvalidError('This is not a state of a conversation with Dialogflow')
    this.#memory = parsed.data
    this.#first = false
    this.#unsure = true
    this.#playback.stop()
  }

  exchange(): ExchangeEntry[] {
    return this.#log.entries()
  }

  async close(): Promise<void> {
    this.#stage.stop()
    this.#connection.drop()
  }

  async #run(input: Able, options: TurnOptions, scope: TurnScope): Promise<void> {
    const { answer, at, heard } = await this.#attempts(input, options, scope)
    this.#memory.place = placeOf(answer)
    this.#first = false
    this.#unsure = false
    const events = [...answerEvents(answer, at, heard)]
    for (const event of events) scope.emit(event)
    const reply = events.find((event) => event.type === 'audio')
    const pace = this.#config.pace ?? options.pace
    await this.#playback.playUntilBreak(reply, options, pace, scope.signal, this.#peer)
  }

  #attempts(input: Able, options: TurnOptions, scope: TurnScope): Promise<Result> {
    const pace = this.#config.pace ?? options.pace
    const { transport } = this.#config
    const spoken = input.kind === 'voice' ? { ...input, ...atRate(input, sentRate) } : input
    return this.#stage.tries(scope, options, speakingMs(input, pace), async (one) => {
      // Without a place to lead it to, a conversation whose first turn may have been heard begins anew.
      if (one.number > 1 && this.#first) this.#memory.session_id = randomUUID()
      const call = await this.#call(scope, one, pace)
      // Should this try be lost, it may have moved the conversation on.
      this.#unsure = true
      try {
        if (transport === 'rest') return await restCall(call, spoken)
        return await new GrpcCall(call, this.#connection).run(spoken)
      } catch (error) {
        if (error instanceof NetworkError && error.fault === 'authentication')
          forgetToken(this.#account, this.#guard)
        throw error
      }
    })
  }

  async #call(scope: TurnScope, { remainingMs }: Try, pace: number): Promise<Call> {
    // The address is judged before anything, even the request for a token, leaves.
    this.#guard.assertAllowedUrl(endpointOf(this.#config))
    const token = await this.#token(scope.signal)
    this.#mask = this.#maskOf(token)
    const { correlation } = this.#options
    const rest = this.#playback.rest(pace)
    return {
      ...{ ...scope, remainingMs, pace, token, guard: this.#guard, peer: this.#peer },
      playedUntil: rest?.playedUntil ?? null,
      ...{ log: this.#log, mask: this.#mask },
      asked: {
        ...{ config: this.#config, account: this.#account, correlation, first: this.#first },
        sessionId: this.#memory.session_id,
        place: this.#unsure ? this.#memory.place : null,
        playing: rest,
      },
    }
  }

  /** A token that others may be waiting for too: who is cancelled leaves, and it comes all the same. */
  async #token(signal: AbortSignal): Promise<string> {
    const cancelled = Promise.withResolvers<never>()
    const facts = { fault: 'cancelled', detail: 'cancelled', retryable: false } as const
    const cancel = () => cancelled.reject(new NetworkError({ ...facts, peer: this.#peer }))
    signal.addEventListener('abort', cancel)
    try {
      return await Promise.race([accessToken(this.#account, this.#guard), cancelled.promise])
    } finally {
      signal.removeEventListener('abort', cancel)
    }
  }

  #maskOf(token: string): SecretMask {
    const { private_key, private_key_id = '' } = this.#account
    return new SecretMask([private_key, private_key_id, token], [])
  }
}
