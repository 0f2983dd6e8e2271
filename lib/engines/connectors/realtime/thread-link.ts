import type { Worker } from 'node:worker_threads'

import { KnownThings } from '#lib/engines/connectors/realtime/known-things.ts'
import {
  clockOrigin,
  type EndedTurn,
  type FromThread,
  type PackedTurn,
  type ThreadMessage,
  type ToThread,
} from '#lib/engines/connectors/realtime/protocol.ts'
import type { ExchangeEntry, ToolCall, Turn, TurnEvent } from '#lib/engines/connectors/types.ts'
import { errorMessage } from '#lib/platform/errors.ts'
import { openSmallNursery } from '#lib/platform/processes/open-small-nursery.ts'
import { beatMs, Silence } from '#lib/platform/processes/silence.ts'

/** Endpoints and bytes of stimuli that the thread holds. */
const maxEndpoints = 200
const maxClipBytes = 32e6
/** ms in which a thread has to begin */
const startMs = 60_000

/** The thread is gone, and with it the calls that it held: no fault of any voice AI. */
export class RealtimeLostError extends Error {}

/** Who hears what becomes of one turn. */
export type TurnListener = {
  /** `offset`: ms from the thread's clock to ours */
  event(event: TurnEvent, offset: number): void
  ended(end: EndedTurn, offset: number): void
  lost(error: RealtimeLostError): void
}

export type LinkEvents = {
  tool(session: number, call: ToolCall, number: number): void
  lost(error: RealtimeLostError): void
}

/** Ours of the two ends of the link to a thread that holds conversations. */
export class ThreadLink {
  readonly #worker: Worker
  readonly #events: LinkEvents
  readonly #endpoints = new KnownThings<object>(maxEndpoints, () => 1)
  readonly #clips = new KnownThings<Int16Array>(maxClipBytes, ({ byteLength }) => byteLength)
  readonly #turns = new Map<number, TurnListener>()
  readonly #asked = new Map<number, PromiseWithResolvers<ExchangeEntry[] | undefined>>()
  readonly #silence = new Silence()
  readonly #watch: NodeJS.Timeout
  #outgoing: ToThread[] = []
  #offset = 0
  #last = 0
  readonly #hangMs: number
  #limitMs = startMs
  #lost: RealtimeLostError | null = null
  /** whether it knows of a voice AI that does not answer, which would be forgotten with it */
  knowsOutage = false

  constructor({ program, hangMs }: { program: URL; hangMs: number }, events: LinkEvents) {
    this.#events = events
    this.#hangMs = hangMs
    this.#worker = openSmallNursery(program, { execArgv: [], name: 'realtime' })
    this.#worker.unref()
    this.#worker.on('message', (message: ThreadMessage) => this.#hear(message))
    this.#worker.on('error', (error) => this.#lose(errorMessage(error)))
    this.#worker.on('exit', (code) => this.#lose(`it ended with code ${code}`))
    this.#watch = setInterval(() => this.#look(), beatMs)
    this.#watch.unref()
  }

  get isLost(): boolean {
    return this.#lost !== null
  }

  /** Tells the thread, together with all else that is told in this turn of the event loop: each message wakes it. */
  tell(message: ToThread): void {
    if (this.#lost) return
    this.#outgoing.push(message)
    if (this.#outgoing.length === 1) setImmediate(this.#send)
  }

  /** The number of a target's settings there; `facts` go over when they are new. */
  endpoint(
    config: object,
    facts: () => { kind: string; config: unknown; secrets: unknown },
  ): number {
    const { number, isNew, forget } = this.#endpoints.take(config)
    for (const forgetEndpoint of forget) this.tell({ forgetEndpoint })
    if (isNew) this.tell({ endpoint: number, ...facts() })
    return number
  }

  pack(turn: Turn): PackedTurn {
    if (turn.kind === 'voice') {
      const { pcm, onFrame: _onFrame, ...rest } = turn
      return { ...rest, clip: this.#clip(pcm) }
    }
    if (turn.kind !== 'silence') return turn
    const { murmur, ...rest } = turn
    if (!murmur) return rest
    const { pcm, ...said } = murmur
    return { ...rest, murmur: { ...said, clip: this.#clip(pcm) } }
  }

  /** Registers a turn under a number of its own. Whoever listens is told that the thread is lost. */
  listen(listener: TurnListener): number {
    const number = ++this.#last
    if (this.#lost) queueMicrotask(() => listener.lost(this.#lost ?? new RealtimeLostError()))
    else this.#turns.set(number, listener)
    return number
  }

  /** Tells what `message` makes of a fresh number and waits for the answer. Rejects with `RealtimeLostError`. */
  ask(message: (ask: number) => ToThread): Promise<ExchangeEntry[] | undefined> {
    if (this.#lost) return Promise.reject(this.#lost)
    const number = ++this.#last
    const asked = Promise.withResolvers<ExchangeEntry[] | undefined>()
    this.#asked.set(number, asked)
    this.tell(message(number))
    return asked.promise
  }

  /** Ends the thread, with all that it holds. */
  async end(): Promise<void> {
    await this.#worker.terminate()
  }

  #clip(pcm: Int16Array): number {
    const { number, isNew, forget } = this.#clips.take(pcm)
    for (const forgetClip of forget) this.tell({ forgetClip })
    // A copy of the samples alone: what goes over is the whole memory that they lie in.
    if (isNew) this.tell({ clip: number, pcm: pcm.slice() })
    return number
  }

  readonly #send = (): void => {
    const messages = this.#outgoing
    this.#outgoing = []
    this.#worker.postMessage(messages)
  }

  #hear(message: ThreadMessage): void {
    this.#silence.heard()
    if ('origin' in message) {
      this.#offset = message.origin - clockOrigin()
      this.#limitMs = this.#hangMs
    } else if ('beat' in message) this.knowsOutage = message.outage
    else for (const one of message) this.#take(one)
  }

  #take(one: FromThread): void {
    if ('event' in one) return this.#turns.get(one.turn)?.event(one.event, this.#offset)
    if ('call' in one) return this.#events.tool(one.session, one.call, one.toolCall)
    if ('ended' in one) {
      const listener = this.#turns.get(one.ended)
      this.#turns.delete(one.ended)
      return listener?.ended(one, this.#offset)
    }
    const asked = this.#asked.get(one.ask)
    this.#asked.delete(one.ask)
    if (one.error === undefined) asked?.resolve(one.entries)
    else asked?.reject(new Error(one.error))
  }

  #look(): void {
    const ms = this.#silence.look()
    if (ms < this.#limitMs) return
    this.#lose(`it did not answer for ${Math.round(ms / 1_000)} s`)
    void this.#worker.terminate()
  }

  #lose(why: string): void {
    if (this.#lost) return
    const lost = new RealtimeLostError(`the thread that held the call is gone: ${why}`)
    this.#lost = lost
    clearInterval(this.#watch)
    this.#events.lost(lost)
    for (const listener of this.#turns.values()) listener.lost(lost)
    for (const { reject } of this.#asked.values()) reject(lost)
    this.#turns.clear()
    this.#asked.clear()
  }
}
