import type {
  AnswerOfTool,
  FromThread,
  OpenMessage,
  PackedTurn,
  ThreadMessage,
  ToThread,
  TurnMessage,
} from '#lib/engines/connectors/realtime/protocol.ts'
import { Leisure } from '#lib/engines/connectors/realtime/leisure.ts'
import { getConnector } from '#lib/engines/connectors/registry.ts'
import type {
  Connector,
  Session,
  ToolCall,
  Turn,
  TurnOptions,
} from '#lib/engines/connectors/types.ts'
import { errorMessage } from '#lib/platform/errors.ts'
import { type Delay, watchLoop } from '#lib/platform/metrics/loop-delay.ts'
import { createGuard } from '#lib/platform/net/guard.ts'

type Endpoint = { connector: Connector; config: unknown; secrets: unknown }
type Held = {
  open: () => Session
  session: Session | null
  closed: boolean
  toolDelays: Delay[]
}
type Holding = {
  turn: number
  input: Turn
  /** filled while it is held */
  late: number[]
  held: Held | undefined
  options: TurnOptions
}
type Tell = (message: ThreadMessage, transfer?: ArrayBuffer[]) => void

/** ms between the beginnings of two calls, at least */
const startEveryMs = 3
/** ms of a tool's answer on its way from which it is a delay of our own */
const notableMs = 5

/** The thread's side: sessions, their turns, and what is told of them, many things in one message. */
export class SessionHost {
  readonly #tell: Tell
  readonly #endpoints = new Map<number, Endpoint>()
  readonly #clips = new Map<number, Int16Array>()
  readonly #sessions = new Map<number, Held>()
  readonly #turns = new Map<number, AbortController>()
  readonly #toolCalls = new Map<
    number,
    PromiseWithResolvers<{ answer: AnswerOfTool; tookMs: number }>
  >()
  #lastToolCall = 0
  readonly #starts = new Leisure({ every: startEveryMs, atOnce: 1 })
  readonly #ends = new Leisure()
  #news: FromThread[] = []
  #buffers: ArrayBuffer[] = []

  constructor(tell: Tell) {
    this.#tell = tell
  }

  take(message: ToThread): void {
    if ('kind' in message) this.#endpoints.set(message.endpoint, endpointOf(message))
    else if ('forgetEndpoint' in message) this.#endpoints.delete(message.forgetEndpoint)
    else if ('pcm' in message) this.#clips.set(message.clip, message.pcm)
    else if ('forgetClip' in message) this.#clips.delete(message.forgetClip)
    else if ('open' in message) this.#open(message)
    else if ('turn' in message) this.#begin(message)
    else if ('abort' in message) this.#turns.get(message.abort)?.abort()
    else if ('exchange' in message)
      this.#ends.add(() => this.#exchange(message.exchange, message.ask))
    else if ('close' in message) this.#ends.add(() => void this.#close(message.close, message.ask))
    else if ('error' in message)
      this.#toolCalls.get(message.toolCall)?.reject(new Error(message.error))
    else this.#toolCalls.get(message.toolCall)?.resolve(message)
  }

  /** Opened with its first turn: hundreds at once would hold up the calls under way. */
  #open(message: OpenMessage): void {
    const { endpoint, options, answersTools, allowedHosts } = message
    const toolDelays: Delay[] = []
    const known = this.#endpoints.get(endpoint)
    const open = (): Session => {
      if (!known) throw new Error('A session was opened at an endpoint that is not known')
      const { connector, config, secrets } = known
      return connector.open(config, secrets, {
        ...options,
        ...(allowedHosts && { guard: createGuard({ allowedHosts }) }),
        ...(answersTools && {
          answerTool: (call) => this.#askTool(message.open, call, toolDelays),
        }),
      })
    }
    this.#sessions.set(message.open, { open, session: null, closed: false, toolDelays })
  }

  #begin(message: TurnMessage): void {
    const abort = new AbortController()
    this.#turns.set(message.turn, abort)
    const held = this.#sessions.get(message.session)
    const late: number[] = []
    // Now, as a clip may be forgotten before the turn begins.
    const input = this.#unpack(message.input, (ms) => late.push(ms))
    const hold = () =>
      void this.#hold({
        ...message,
        input,
        late,
        held,
        options: { ...message.options, signal: abort.signal },
      })
    // Only a call that begins connects; who breaks in must not wait.
    if (held?.session === null) this.#starts.add(hold)
    else hold()
  }

  async #hold({ turn, input, late, held, options }: Holding): Promise<void> {
    const startedAt = performance.now()
    const loop = watchLoop()
    const delays = () => [...loop.since(startedAt), ...(held?.toolDelays.splice(0) ?? [])]
    try {
      if (!held || held.closed)
        throw new Error('A turn was to be held in a session that is not open')
      held.session ??= held.open()
      for await (const event of held.session.turn(input, options)) {
        if (event.type !== 'audio' && event.type !== 'unsolicited_audio') {
          this.#say({ turn, event })
          continue
        }
        // A copy goes over: whoever made the samples may still need them.
        const pcm = event.pcm.slice()
        this.#buffers.push(pcm.buffer)
        this.#say({ turn, event: { ...event, pcm } })
      }
      this.#say({ ended: turn, startedAt, delays: delays(), late })
    } catch (error) {
      this.#say({ ended: turn, startedAt, delays: delays(), late, error: errorMessage(error) })
    } finally {
      loop.stop()
      this.#turns.delete(turn)
    }
  }

  #unpack(input: PackedTurn, onFrame: (lateMs: number) => void): Turn {
    if (input.kind === 'voice') {
      const { clip, ...turn } = input
      return { ...turn, pcm: this.#clip(clip), onFrame }
    }
    if (input.kind !== 'silence') return input
    const { murmur, ...turn } = input
    if (!murmur) return turn
    const { clip, ...said } = murmur
    return { ...turn, murmur: { ...said, pcm: this.#clip(clip) } }
  }

  #clip(number: number): Int16Array {
    const pcm = this.#clips.get(number)
    if (!pcm) throw new Error('A clip was to be said that is not known')
    return pcm
  }

  /** Asks whoever opened the session. What its answer took on its way is our own delay, not the voice AI's. */
  async #askTool(session: number, call: ToolCall, delays: Delay[]): Promise<AnswerOfTool> {
    const number = ++this.#lastToolCall
    const answer = Promise.withResolvers<{ answer: AnswerOfTool; tookMs: number }>()
    this.#toolCalls.set(number, answer)
    const askedAt = performance.now()
    this.#say({ toolCall: number, session, call })
    try {
      const { answer: told, tookMs } = await answer.promise
      const endedAt = performance.now()
      const ms = endedAt - askedAt - tookMs
      if (ms >= notableMs) delays.push({ endedAt, ms })
      return told
    } finally {
      this.#toolCalls.delete(number)
    }
  }

  #exchange(session: number, ask: number): void {
    try {
      this.#say({ ask, entries: this.#sessions.get(session)?.session?.exchange() ?? [] })
    } catch (error) {
      this.#say({ ask, error: errorMessage(error) })
    }
  }

  async #close(session: number, ask: number): Promise<void> {
    const held = this.#sessions.get(session)
    this.#sessions.delete(session)
    if (held) held.closed = true
    try {
      await held?.session?.close()
      this.#say({ ask })
    } catch (error) {
      this.#say({ ask, error: errorMessage(error) })
    }
  }

  #say(one: FromThread): void {
    this.#news.push(one)
    if (this.#news.length === 1) setImmediate(this.#send)
  }

  readonly #send = (): void => {
    const [news, buffers] = [this.#news, this.#buffers]
    this.#news = []
    this.#buffers = []
    this.#tell(news, buffers)
  }
}

function endpointOf({ kind, config, secrets }: Omit<Endpoint, 'connector'> & { kind: string }) {
  return { connector: getConnector(kind), config, secrets }
}
