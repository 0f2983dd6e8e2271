import { randomUUID } from 'node:crypto'

import { z } from 'zod'

import { ExchangeLog } from '#lib/engines/connectors/exchange-log.ts'
import { audioCall, speakingMs } from '#lib/engines/connectors/houndify/audio-call.ts'
import { type Credential, credentialOf } from '#lib/engines/connectors/houndify/credential.ts'
import { maskHeader } from '#lib/engines/connectors/houndify/mask.ts'
import {
  type Conversation,
  languageNames,
  requestInfo,
} from '#lib/engines/connectors/houndify/request-info.ts'
import {
  nextConversation,
  replyAudio,
  resultEvents,
} from '#lib/engines/connectors/houndify/result-events.ts'
import type { HoundifyConfig, HoundifySecrets } from '#lib/engines/connectors/houndify/settings.ts'
import { assertId, authentication } from '#lib/engines/connectors/houndify/signature.ts'
import { textCall } from '#lib/engines/connectors/houndify/text-call.ts'
import { tellToolCalls } from '#lib/engines/connectors/houndify/tool-calls.ts'
import type {
  Attempt,
  TurnContext,
  TurnResult,
} from '#lib/engines/connectors/houndify/turn-context.ts'
import { parseLossless } from '#lib/engines/connectors/lossless-json.ts'
import { ToolLog } from '#lib/engines/connectors/tool-log.ts'
import { fillToolsUrl } from '#lib/engines/connectors/tools-url.ts'
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

/** The state as its exact JSON text, so that storing it changes no digit. */
const Snapshot = z.strictObject({
  conversation_state: z.string().max(1_000_000).nullable(),
  conversation_state_time: z.string().max(64).nullable(),
})

/** A request and its answer: between them there is no line that could carry anything. */
const abilities = { kinds: ['text', 'voice'] as const, bargeIn: false }

const exact = (value: unknown) => (value === undefined ? null : JSON.stringify(value))

export class HoundifySession implements Session {
  readonly #config: HoundifyConfig
  readonly #credential: Credential
  readonly #options: OpenOptions
  readonly #guard: Guard
  readonly #userId: string
  readonly #peer: string
  readonly #stage: TurnStage
  readonly #log: ExchangeLog
  #conversation: Conversation | null = null

  /** Throws InvalidError for a user id that the protocol cannot carry. */
  constructor(config: HoundifyConfig, secrets: HoundifySecrets, options: OpenOptions) {
    this.#config = {
      ...config,
      request_info: fillToolsUrl(config.request_info, options.toolsUrl),
      extra_headers: fillToolsUrl(config.extra_headers, options.toolsUrl),
    }
    this.#options = options
    this.#guard = options.guard ?? outboundGuard()
    this.#userId = config.user_id_prefix + options.userId
    assertId('user id', this.#userId)
    this.#credential = credentialOf(secrets)
    const url = new URL(config.endpoint)
    this.#peer = `${url.hostname}:${portOf(url)}`
    this.#stage = new TurnStage(
      this.#peer,
      `houndify ${config.endpoint} ${this.#credential.id}`,
      config,
    )
    this.#log = new ExchangeLog(maskHeader(Object.keys(config.extra_headers)))
  }

  turn(input: Turn, options: TurnOptions): AsyncIterable<TurnEvent> {
    return this.#stage.turn(input, options, abilities, (able, scope) =>
      this.#run(able, options, scope),
    )
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
    this.#stage.stop()
  }

  async #run(input: TextTurn | VoiceTurn, options: TurnOptions, scope: TurnScope): Promise<void> {
    const voice = input.kind === 'voice'
    const tools = new ToolLog(performance.now(), scope.emit)
    const { result, answer, at } = await this.#attempts(input, options, scope)
    this.#conversation = nextConversation(answer, this.#conversation)
    tellToolCalls(result, this.#config, tools, { at, peer: this.#peer })
    const toolCalls = tools.list()
    const audio = await replyAudio(answer, { peer: this.#peer, signal: scope.signal })
    for (const event of resultEvents(result, answer, at, { voice, audio, toolCalls }))
      scope.emit(event)
  }

  #attempts(
    input: TextTurn | VoiceTurn,
    options: TurnOptions,
    scope: TurnScope,
  ): Promise<TurnResult> {
    const config = this.#config
    const pace = config.pace ?? options.pace
    const audioMs = input.kind === 'voice' ? speakingMs(input, pace) : 0
    return this.#stage.tries(scope, options, audioMs, ({ remainingMs }) => {
      const context: TurnContext = {
        ...{ config, remainingMs, ...scope, attempt: this.#sign(input) },
        ...{ guard: this.#guard, peer: this.#peer, log: this.#log },
      }
      return input.kind === 'voice'
        ? audioCall(context, input, pace)
        : textCall(context, input.text)
    })
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
