import { randomUUID } from 'node:crypto'

import { z } from 'zod'

import { InvalidError, errorMessage } from '#lib/errors.ts'
import { breakerOf } from '#lib/net/breaker.ts'
import { NetFault } from '#lib/net/fault.ts'
import { type Guard, outboundGuard, portOf } from '#lib/net/guard.ts'
import { type Attempt as AttemptRecord, withRetries } from '#lib/net/resilience.ts'

import { EventStream } from '../event-stream.ts'
import { ExchangeLog } from '../exchange-log.ts'
import { parseLossless } from '../lossless-json.ts'
import type {
  ExchangeEntry,
  Json,
  OpenOptions,
  Session,
  TextTurn,
  TurnEvent,
  TurnOptions,
  VoiceTurn,
} from '../types.ts'
import { audioCall, speakingMs } from './audio-call.ts'
import { type Credential, credentialOf } from './credential.ts'
import { maskHeader } from './mask.ts'
import { type Conversation, languageNames, requestInfo } from './request-info.ts'
import { nextConversation, resultEvents } from './result-events.ts'
import type { HoundifyConfig, HoundifySecrets } from './settings.ts'
import { assertId, authentication } from './signature.ts'
import { textCall } from './text-call.ts'
import type { Attempt, TurnContext, TurnResult } from './turn-context.ts'

/** The state as its exact JSON text, so that storing it changes no digit. */
const Snapshot = z.strictObject({
  conversation_state: z.string().max(1_000_000).nullable(),
  conversation_state_time: z.string().max(64).nullable(),
})

const exact = (value: unknown) => (value === undefined ? null : JSON.stringify(value))

export class HoundifySession implements Session {
  readonly #config: HoundifyConfig
  readonly #credential: Credential
  readonly #options: OpenOptions
  readonly #guard: Guard
  readonly #userId: string
  readonly #peer: string
  readonly #breakerKey: string
  readonly #log: ExchangeLog
  #conversation: Conversation | null = null
  #running: AbortController | null = null

  /** Throws InvalidError for a user id that the protocol cannot carry. */
  constructor(config: HoundifyConfig, secrets: HoundifySecrets, options: OpenOptions) {
    this.#config = config
    this.#options = options
    this.#guard = options.guard ?? outboundGuard()
    this.#userId = config.user_id_prefix + options.userId
    assertId('user id', this.#userId)
    this.#credential = credentialOf(secrets)
    const url = new URL(config.endpoint)
    this.#peer = `${url.hostname}:${portOf(url)}`
    this.#breakerKey = `houndify ${config.endpoint} ${this.#credential.id}`
    this.#log = new ExchangeLog(maskHeader(Object.keys(config.extra_headers)))
  }

  turn(input: TextTurn | VoiceTurn, options: TurnOptions): AsyncIterable<TurnEvent> {
    const abort = new AbortController()
    const cancel = () => abort.abort()
    const events = new EventStream<TurnEvent>(cancel)
    if (options.signal.aborted) cancel()
    options.signal.addEventListener('abort', cancel)
    this.#running = abort
    void this.#run(input, options, abort.signal, (event) => events.push(event)).finally(() => {
      options.signal.removeEventListener('abort', cancel)
      this.#running = null
      events.end()
    })
    return events
  }

  snapshot(): Json {
    return {
      conversation_state: exact(this.#conversation?.state),
      conversation_state_time: exact(this.#conversation?.time),
    }
  }

  /** Throws InvalidError for anything but a snapshot of this connector. */
  restore(state: Json): void {
    const parsed = Snapshot.safeParse(state)
    if (!parsed.success) throw new InvalidError('This is not a state of a Houndify conversation')
    const { conversation_state: text, conversation_state_time: time } = parsed.data
    try {
      this.#conversation =
        text === null
          ? null
          : {
              state: parseLossless(text),
              time: time === null ? undefined : parseLossless(time),
            }
    } catch {
      throw new InvalidError('This is not a state of a Houndify conversation')
    }
  }

  exchange(): ExchangeEntry[] {
    return this.#log.entries()
  }

  async close(): Promise<void> {
    this.#running?.abort()
  }

  async #run(
    input: TextTurn | VoiceTurn,
    options: TurnOptions,
    signal: AbortSignal,
    emit: (event: TurnEvent) => void,
  ): Promise<void> {
    try {
      const voice = input.kind === 'voice'
      const { result, answer, at } = await this.#attempts(input, options, signal, emit)
      this.#conversation = nextConversation(answer, this.#conversation)
      for (const event of resultEvents(result, answer, at, voice)) emit(event)
      emit({ at, type: 'done' })
    } catch (error) {
      emit(errorEvent(error, this.#peer))
    }
  }

  #attempts(
    input: TextTurn | VoiceTurn,
    options: TurnOptions,
    signal: AbortSignal,
    emit: (event: TurnEvent) => void,
  ): Promise<TurnResult> {
    const config = this.#config
    const pace = config.pace ?? options.pace
    const audioMs = input.kind === 'voice' ? speakingMs(input, pace) : 0
    return withRetries(
      (_number, remainingMs) => {
        const attempt = this.#sign(input)
        const context: TurnContext = {
          ...{ config, signal, emit, remainingMs, attempt },
          ...{ guard: this.#guard, peer: this.#peer, log: this.#log },
        }
        return input.kind === 'voice'
          ? audioCall(context, input, pace)
          : textCall(context, input.text)
      },
      {
        peer: this.#peer,
        maxAttempts: Math.max(1, Math.min(config.max_attempts, options.maxAttempts)),
        deadlineMs: config.total_timeout_s * 1_000 + audioMs,
        signal,
        breaker: breakerOf(this.#breakerKey, {
          failures: config.breaker_failures,
          openMs: config.breaker_open_s * 1_000,
        }),
        onAttempt: (record) => emit(attemptEvent(record)),
      },
    )
  }

  #sign(input: TextTurn | VoiceTurn): Attempt {
    const config = this.#config
    const timestamp = Math.floor(Date.now() / 1_000)
    const identity = { userId: this.#userId, requestId: randomUUID(), timestamp }
    const language = languageNames(config, input.language)
    const headers = {
      ...config.extra_headers,
      ...authentication(this.#credential, identity),
      'Hound-Input-Language-English-Name': language.name,
      'Hound-Input-Language-IETF-Tag': language.tag,
      ...(config.gzip && { 'Hound-Response-Accept-Encoding': 'gzip' }),
      ...(config.do_not_save && {
        'Hound-Extra-Options': '{"DoNotSave": ["all"], "DoNotLabel": true}',
      }),
    }
    const info = requestInfo(config, {
      ...identity,
      clientId: this.#credential.clientId,
      language: input.language,
      correlation: this.#options.correlation,
      conversation: this.#conversation,
      voice: input.kind === 'voice',
    })
    return { headers, info }
  }
}

function attemptEvent(record: AttemptRecord): TurnEvent {
  const { durationMs: _durationMs, ...facts } = record
  return { at: performance.now(), type: 'attempt', ...facts }
}

function errorEvent(error: unknown, peer: string): TurnEvent {
  const fault =
    error instanceof NetFault
      ? error
      : new NetFault({
          fault: 'configuration',
          detail: errorMessage(error),
          peer,
          retryable: false,
          cause: error,
        })
  return {
    at: performance.now(),
    type: 'error',
    fault: fault.fault,
    retryable: fault.retryable,
    message: fault.message,
    ...(fault.status !== undefined && { status: fault.status }),
    ...(fault.maybeExecuted && { maybeExecuted: true }),
    ...(fault.retryAfterMs !== undefined && { retryAfterMs: fault.retryAfterMs }),
  }
}
