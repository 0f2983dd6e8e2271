import { hash, randomUUID } from 'node:crypto'

import { z } from 'zod'

import { credentialForms } from '#lib/engines/connectors/authorize-call.ts'
import { maxMessages, Message, withTurn } from '#lib/engines/connectors/dialog-history.ts'
import { ExchangeLog } from '#lib/engines/connectors/exchange-log.ts'
import { SecretMask } from '#lib/engines/connectors/secret-mask.ts'
import { fillJson, fillUrl, type TemplateValues } from '#lib/engines/connectors/template.ts'
import { fillToolsUrl, tokenOf } from '#lib/engines/connectors/tools-url.ts'
import { type Try, type TurnScope, TurnStage } from '#lib/engines/connectors/turn-stage.ts'
import type {
  ExchangeEntry,
  Json,
  OpenOptions,
  Session,
  Turn,
  TurnEvent,
  TurnOptions,
} from '#lib/engines/connectors/types.ts'
import { capabilitiesOf } from '#lib/engines/connectors/websocket/capabilities.ts'
import type { Connection } from '#lib/engines/connectors/websocket/connection.ts'
import { dial } from '#lib/engines/connectors/websocket/dial.ts'
import type {
  WebsocketSecrets,
  WebsocketSettings,
} from '#lib/engines/connectors/websocket/settings.ts'
import { type Held, holdLiveTurn } from '#lib/engines/connectors/websocket/turn.ts'
import { goneFault } from '#lib/engines/connectors/websocket/turn-fault.ts'
import { InvalidError } from '#lib/platform/errors.ts'
import { type Guard, outboundGuard, portOf } from '#lib/platform/net/guard.ts'
import { NetworkError } from '#lib/platform/net/network-error.ts'

const Snapshot = z.strictObject({
  conversation_id: z.string().min(1).max(256),
  turn: z.int().min(0),
  history: z.array(Message).max(maxMessages),
})

/** A conversation that lives in one connection; it is opened with the first turn and carried on after a loss. */
export class WebsocketSession implements Session {
  readonly #settings: WebsocketSettings
  readonly #secrets: WebsocketSecrets
  readonly #options: OpenOptions
  readonly #guard: Guard
  readonly #peer: string
  readonly #stage: TurnStage
  readonly #mask: SecretMask
  readonly #log: ExchangeLog
  #memory: z.output<typeof Snapshot> = { conversation_id: randomUUID(), turn: 0, history: [] }
  #connection: Connection | null = null

  constructor(settings: WebsocketSettings, secrets: WebsocketSecrets, options: OpenOptions) {
    this.#settings = settings
    this.#secrets = secrets
    this.#options = options
    this.#guard = options.guard ?? outboundGuard()
    const address = settings.url ?? settings.session_url ?? ''
    const url = new URL(fillUrl(address, { var: settings.variables }))
    this.#peer = `${url.hostname}:${portOf(url)}`
    const { auth, auth_name, auth_prefix } = settings
    const credential = hash('sha256', JSON.stringify([secrets, auth, auth_name, auth_prefix]))
    this.#stage = new TurnStage(this.#peer, `websocket ${address} ${credential}`, settings)
    const masked = [...Object.keys(settings.headers), settings.auth_name]
    const hidden = [...credentialForms(secrets), ...tokenOf(options.toolsUrl)]
    this.#mask = new SecretMask(hidden, masked)
    this.#log = new ExchangeLog(this.#mask.header)
  }

  turn(input: Turn, options: TurnOptions): AsyncIterable<TurnEvent> {
    return this.#stage.turn(input, options, this.#abilities(), (able, scope) =>
      this.#run(able, options, scope),
    )
  }

  /** Connects, goes through the opening and hangs up, as the only event but the last. */
  probe(options: TurnOptions): AsyncIterable<TurnEvent> {
    return this.#stage.hold(options, async (scope) => {
      const connection = await this.#stage.tries(scope, options, 0, () =>
        this.#dial(scope, 'en-US'),
      )
      await connection.close()
    })
  }

  snapshot(): Json {
    return structuredClone(this.#memory)
  }

  /**
   * Carries a conversation on. Throws InvalidError for anything but a snapshot of this connector, and when the voice
   * AI keeps conversations in the connection alone.
   */
  restore(state: Json): void {
    const parsed = Snapshot.safeParse(state)
    if (!parsed.success)
      throw new InvalidError('This is not a state of a conversation over a WebSocket')
    if (parsed.data.turn > 0 && this.#settings.replay === 'none')
      throw new InvalidError('This voice AI cannot continue a conversation of another connection')
    this.#memory = parsed.data
    void this.#connection?.close()
    this.#connection = null
  }

  exchange(): ExchangeEntry[] {
    return this.#log.entries()
  }

  async close(): Promise<void> {
    this.#stage.stop()
    await this.#connection?.close()
    this.#connection = null
  }

  #abilities() {
    const can = capabilitiesOf(this.#settings)
    const kinds: Turn['kind'][] = [
      ...(can.text ? (['text'] as const) : []),
      ...(can.voiceIn.length > 0 ? (['voice'] as const) : []),
      ...(can.fullDuplex ? (['silence'] as const) : []),
      ...(can.dtmf ? (['dtmf'] as const) : []),
    ]
    return { kinds, bargeIn: can.bargeIn }
  }

  async #run(input: Turn, options: TurnOptions, scope: TurnScope): Promise<void> {
    const turnStartedAt = performance.now()
    const audioMs = durationOf(input, options)
    const { reply, toolCalls } = await this.#stage.tries(scope, options, audioMs, (one) =>
      this.#attempt(input, options, { ...scope, turnStartedAt }, one),
    )
    if (reply.begun || input.kind !== 'silence')
      scope.emit({ ...reply.event(), ...(toolCalls.length > 0 && { toolCalls }) })
    const { conversation_id, turn, history } = this.#memory
    const heard = wordsOf(input) ?? reply.transcript ?? ''
    this.#memory = {
      conversation_id,
      turn: turn + 1,
      history: withTurn(history, heard, reply.said),
    }
  }

  async #attempt(
    input: Turn,
    { pace, yieldAfterMs }: TurnOptions,
    scope: TurnScope & { turnStartedAt: number },
    { remainingMs }: Try,
  ): Promise<Held> {
    const startedAt = performance.now()
    if (this.#connection?.hungUp) throw goneFault(this.#peer, this.#connection.hungUp)
    if (this.#connection?.alive !== true) this.#connection = await this.#dial(scope, input.language)
    const connection = this.#connection
    const left = remainingMs - (performance.now() - startedAt)
    const context = {
      ...{ ...scope, settings: this.#settings, connection, pace, remainingMs: left, yieldAfterMs },
      values: this.#values(input.language),
      answerTool: this.#options.answerTool,
    }
    try {
      const held = await holdLiveTurn(context, input)
      await held.reply.readFiles({ peer: this.#peer, signal: scope.signal })
      return held
    } catch (error) {
      // A turn that broke off leaves the conversation in an unknown place; one that was hung up has ended.
      await connection.close()
      if (connection.hungUp === null) this.#connection = null
      if (error instanceof NetworkError && error.retryable && this.#lost)
        throw unrepeatable(error, this.#peer)
      throw error
    }
  }

  /** Whether the conversation so far is gone with its connection. */
  get #lost(): boolean {
    return this.#memory.turn > 0 && this.#settings.replay === 'none'
  }

  #dial(scope: TurnScope, language: string): Promise<Connection> {
    if (this.#lost)
      throw new NetworkError({
        fault: 'reset',
        detail: 'the connection was closed between two turns, which ended the conversation',
        peer: this.#peer,
        retryable: false,
      })
    const context = {
      ...{ settings: this.#settings, secrets: this.#secrets, guard: this.#guard },
      ...{ log: this.#log, mask: this.#mask, signal: scope.signal },
    }
    return dial(context, this.#values(language), this.#history(), (at) =>
      scope.emit({ at, type: 'connected' }),
    )
  }

  /** What was said, in the words of the protocol. */
  #history(): Json[] {
    const { history_user: user, history_assistant: assistant } = this.#settings
    return this.#memory.history.map(
      ({ role, content }) =>
        fillJson(role === 'user' ? user : assistant, { text: content }) ?? null,
    )
  }

  #values(language: string): TemplateValues {
    const { conversation_id, turn } = this.#memory
    const history = this.#history()
    const { tools } = this.#settings
    return {
      ...{ conversation_id, language, turn: turn + 1, var: this.#settings.variables },
      language_base: language.split('-')[0],
      user_id: this.#options.userId,
      correlation: this.#options.correlation,
      tools_url: this.#options.toolsUrl,
      ...(history.length > 0 && { history }),
      ...(tools.length > 0 && { tools: fillToolsUrl(tools, this.#options.toolsUrl) }),
    }
  }
}

/** ms that the caller needs, and waits to break in: the turn gets them on top of its deadline. */
function durationOf(input: Turn, { pace, yieldAfterMs = 0 }: TurnOptions): number {
  if (input.kind === 'silence') return input.durationMs
  if (input.kind !== 'voice') return 0
  const spokenMs = pace > 0 ? (input.pcm.length / input.sampleRate) * (1_000 / pace) : 0
  return spokenMs + yieldAfterMs
}

/** What the caller said, where nobody has to be asked what was heard. */
function wordsOf(input: Turn): string | null {
  if (input.kind === 'text') return input.text
  return input.kind === 'dtmf' ? input.digits : null
}

/** The fault without its leave to be repeated: the conversation went with the connection. */
const unrepeatable = ({ fault, detail, maybeExecuted }: NetworkError, peer: string) =>
  new NetworkError({ fault, detail, peer, maybeExecuted, retryable: false })
