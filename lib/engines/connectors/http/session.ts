import { hash, randomUUID } from 'node:crypto'

import { z } from 'zod'

import { credentialForms } from '#lib/engines/connectors/authorize-call.ts'
import { maxMessages } from '#lib/engines/connectors/dialog-history.ts'
import { ExchangeLog } from '#lib/engines/connectors/exchange-log.ts'
import { httpCall } from '#lib/engines/connectors/http/call.ts'
import { ChatMessage, withRounds } from '#lib/engines/connectors/http/chat-history.ts'
import { composeMessage } from '#lib/engines/connectors/http/compose.ts'
import type { Reply } from '#lib/engines/connectors/http/reply.ts'
import type { HttpSecrets, HttpSettings } from '#lib/engines/connectors/http/settings.ts'
import { ofLaterRound, runsRounds } from '#lib/engines/connectors/http/tool-rounds.ts'
import { SecretMask } from '#lib/engines/connectors/secret-mask.ts'
import { fillUrl, type TemplateValues } from '#lib/engines/connectors/template.ts'
import { fillToolsUrl, tokenOf } from '#lib/engines/connectors/tools-url.ts'
import { holdToolLoop, type ToolLoopResult } from '#lib/engines/connectors/tool-loop.ts'
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
import { onceFor } from '#lib/platform/once-for.ts'

const Snapshot = z.strictObject({
  conversation_id: z.string().min(1).max(256),
  turn: z.int().min(0),
  state: z.record(z.string(), z.json()),
  history: z.array(ChatMessage).max(maxMessages),
})

/** Where a conversation goes: the same for all that a run holds. */
const placeOf = onceFor((settings: HttpSettings) => {
  const url = new URL(fillUrl(settings.url, {}))
  const masked = [...Object.keys(settings.headers), settings.auth_name, settings.hmac_header ?? '']
  return { peer: `${url.hostname}:${portOf(url)}`, masked }
})

/** Names kind, address and credential. */
const breakerKeysOf = onceFor((settings: HttpSettings) =>
  onceFor((secrets: HttpSecrets) => {
    const { auth, auth_name, auth_prefix } = settings
    const credential = hash('sha256', JSON.stringify([secrets, auth, auth_name, auth_prefix]))
    return `http ${settings.url} ${credential}`
  }),
)

/** What is hidden in a log: the same for all conversations of a run, but where each has an address for tools of its own. */
const maskOf = onceFor((settings: HttpSettings) =>
  onceFor(
    (secrets: HttpSecrets) => new SecretMask(credentialForms(secrets), placeOf(settings).masked),
  ),
)

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
    const { peer, masked } = placeOf(settings)
    const { toolsUrl } = options
    this.#peer = peer
    this.#stage = new TurnStage(peer, breakerKeysOf(settings)(secrets), settings)
    this.#mask =
      toolsUrl === undefined
        ? maskOf(settings)(secrets)
        : new SecretMask([...credentialForms(secrets), ...tokenOf(toolsUrl)], masked)
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
    const startedAt = performance.now()
    const ask = (said: Json[], round: number) => this.#ask(input, options, scope, { said, round })
    if (!runsRounds(this.#settings)) {
      const reply = await ask([], 0)
      for (const event of reply.events(performance.now())) scope.emit(event)
      return this.#remember(input, reply, scope)
    }
    const held = await holdToolLoop<Reply>({
      ...{ startedAt, peer: this.#peer, emit: scope.emit, signal: scope.signal },
      answerTool: this.#options.answerTool,
      ask: async (said, round) => {
        const reply = await ask(said, round)
        return { content: reply.text, calls: reply.calls, at: reply.startedAt, value: reply }
      },
    })
    const reply = held.last.value
    for (const event of reply.events(performance.now())) scope.emit(afterRounds(event, held))
    this.#remember(input, reply, scope, held.said)
  }

  /** One request of a turn, with its tries; `said`: calls and results of the rounds before. */
  #ask(
    input: TextTurn | VoiceTurn,
    options: TurnOptions,
    scope: TurnScope,
    { said, round }: { said: Json[]; round: number },
  ): Promise<Reply> {
    const values = this.#values(input, said)
    const emit = (event: TurnEvent) => ofLaterRound(event, scope.emit)
    const within = round === 0 ? scope : { ...scope, emit }
    return this.#stage.tries(within, options, 0, ({ remainingMs }) => {
      const message = composeMessage(this.#settings, this.#secrets, input, values)
      const context = {
        ...{ ...within, remainingMs, settings: this.#settings, guard: this.#guard },
        ...{ peer: this.#peer, log: this.#log, mask: this.#mask },
      }
      return httpCall(context, message, input.kind === 'voice' ? input : null)
    })
  }

  #remember(
    input: TextTurn | VoiceTurn,
    reply: Reply,
    scope: TurnScope,
    rounds: readonly Json[] = [],
  ): void {
    const { conversation_id, turn, state, history } = this.#memory
    const heard = input.kind === 'text' ? input.text : (reply.transcript ?? '')
    this.#memory = {
      conversation_id,
      turn: turn + 1,
      state: { ...state, ...reply.state },
      history: withRounds(history, heard, rounds, reply.text),
    }
    if (Object.keys(reply.state).length > 0)
      scope.emit({ at: performance.now(), type: 'state', value: this.#memory.state })
  }

  #values(input: TextTurn | VoiceTurn, said: readonly Json[]): TemplateValues {
    const { conversation_id, turn, state, history } = this.#memory
    const { variables, audio_sample_rate, tools = [] } = this.#settings
    const system = variables['system_prompt'] ?? ''
    const now = input.kind === 'text' ? [{ role: 'user', content: input.text }] : []
    return {
      ...{ conversation_id, state, history, audio_sample_rate, var: variables },
      turn: turn + 1,
      language: input.language,
      user_id: this.#options.userId,
      correlation: this.#options.correlation,
      tools_url: this.#options.toolsUrl,
      messages: [
        ...(system === '' ? [] : [{ role: 'system', content: system }]),
        ...history,
        ...now,
        ...said,
      ],
      ...(tools.length > 0 && { tools: fillToolsUrl(tools, this.#options.toolsUrl) }),
    }
  }
}

/** The answer with the tools that were called before it, and what was said meanwhile: then it began with that. */
function afterRounds(event: TurnEvent, held: ToolLoopResult<Reply>): TurnEvent {
  if (event.type !== 'reply') return event
  const { toolCalls, fillers } = held
  const [first] = fillers
  return {
    ...event,
    ...(toolCalls.length > 0 && { toolCalls }),
    ...(first && { fillers, at: first.at, answerAt: event.at }),
  }
}
