import { hash, randomUUID } from 'node:crypto'

import { z } from 'zod'

import { credentialForms } from '#lib/engines/connectors/authorize-call.ts'
import { maxMessages, Message, withTurn } from '#lib/engines/connectors/dialog-history.ts'
import { ExchangeLog } from '#lib/engines/connectors/exchange-log.ts'
import { httpCall } from '#lib/engines/connectors/http/call.ts'
import { composeMessage } from '#lib/engines/connectors/http/compose.ts'
import type { Reply } from '#lib/engines/connectors/http/reply.ts'
import type { HttpSecrets, HttpSettings } from '#lib/engines/connectors/http/settings.ts'
import { SecretMask } from '#lib/engines/connectors/secret-mask.ts'
import { fillUrl, type TemplateValues } from '#lib/engines/connectors/template.ts'
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

const Snapshot = z.strictObject({
  conversation_id: z.string().min(1).max(256),
  turn: z.int().min(0),
  state: z.record(z.string(), z.json()),
  history: z.array(Message).max(maxMessages),
})

const abilities = { kinds: ['text', 'voice'] as const, bargeIn: false }

/** A conversation over single requests: what must be remembered goes along with each of them. */
export class HttpSession implements Session {
  readonly #settings: HttpSettings
  readonly #secrets: HttpSecrets
  readonly #options: OpenOptions
  readonly #guard: Guard
  readonly #peer: string
  readonly #stage: TurnStage
  readonly #mask: SecretMask
  readonly #log: ExchangeLog
  #memory: z.output<typeof Snapshot> = {
    conversation_id: randomUUID(),
    turn: 0,
    state: {},
    history: [],
  }

  constructor(settings: HttpSettings, secrets: HttpSecrets, options: OpenOptions) {
    this.#settings = settings
    this.#secrets = secrets
    this.#options = options
    this.#guard = options.guard ?? outboundGuard()
    const url = new URL(fillUrl(settings.url, {}))
    this.#peer = `${url.hostname}:${portOf(url)}`
    const { auth, auth_name, auth_prefix } = settings
    const credential = hash('sha256', JSON.stringify([secrets, auth, auth_name, auth_prefix]))
    this.#stage = new TurnStage(this.#peer, `http ${settings.url} ${credential}`, settings)
    const masked = [
      ...Object.keys(settings.headers),
      settings.auth_name,
      settings.hmac_header ?? '',
    ]
    this.#mask = new SecretMask(credentialForms(secrets), masked)
    this.#log = new ExchangeLog(this.#mask.header)
  }

  turn(input: Turn, options: TurnOptions): AsyncIterable<TurnEvent> {
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
    if (!parsed.success) throw new InvalidError('This is not a state of a conversation over HTTP')
    this.#memory = parsed.data
  }

  exchange(): ExchangeEntry[] {
    return this.#log.entries()
  }

  async close(): Promise<void> {
    this.#stage.stop()
  }

  async #run(input: TextTurn | VoiceTurn, options: TurnOptions, scope: TurnScope): Promise<void> {
    const voice = input.kind === 'voice' ? input : null
    const values = this.#values(input)
    const reply = await this.#stage.tries(scope, options, 0, ({ remainingMs }) => {
      const message = composeMessage(this.#settings, this.#secrets, input, values)
      const context = {
        ...{ ...scope, remainingMs, settings: this.#settings, guard: this.#guard },
        ...{ peer: this.#peer, log: this.#log, mask: this.#mask },
      }
      return httpCall(context, message, voice)
    })
    for (const event of reply.events(performance.now())) scope.emit(event)
    this.#remember(input, reply, scope)
  }

  #remember(input: TextTurn | VoiceTurn, reply: Reply, scope: TurnScope): void {
    const { conversation_id, turn, state, history } = this.#memory
    const heard = input.kind === 'text' ? input.text : (reply.transcript ?? '')
    this.#memory = {
      conversation_id,
      turn: turn + 1,
      state: { ...state, ...reply.state },
      history: withTurn(history, heard, reply.text),
    }
    if (Object.keys(reply.state).length > 0)
      scope.emit({ at: performance.now(), type: 'state', value: this.#memory.state })
  }

  #values(input: TextTurn | VoiceTurn): TemplateValues {
    const { conversation_id, turn, state, history } = this.#memory
    const { variables, audio_sample_rate } = this.#settings
    const system = variables['system_prompt'] ?? ''
    const now = input.kind === 'text' ? [{ role: 'user', content: input.text }] : []
    return {
      ...{ conversation_id, state, history, audio_sample_rate, var: variables },
      turn: turn + 1,
      language: input.language,
      user_id: this.#options.userId,
      correlation: this.#options.correlation,
      messages: [
        ...(system === '' ? [] : [{ role: 'system', content: system }]),
        ...history,
        ...now,
      ],
    }
  }
}
