import { EventStream } from '#lib/engines/connectors/event-stream.ts'
import { shiftEvent } from '#lib/engines/connectors/realtime/shift-event.ts'
import type { ThreadLink } from '#lib/engines/connectors/realtime/thread-link.ts'
import type {
  AnswerTool,
  ExchangeEntry,
  HeldTurn,
  Line,
  ToolCall,
  Turn,
  TurnEvent,
  TurnOptions,
} from '#lib/engines/connectors/types.ts'
import { errorMessage } from '#lib/platform/errors.ts'
import { watchLoop } from '#lib/platform/metrics/loop-delay.ts'

/** A conversation that a thread of its own holds: what is asked goes there, what happens comes back on our clock. */
export class RealtimeLine implements Line {
  readonly #link: ThreadLink
  readonly #session: number
  readonly #answerTool: AnswerTool | undefined
  readonly #onClose: () => void
  #held: HeldTurn | null = null
  #closed: Promise<void> | null = null

  constructor(
    link: ThreadLink,
    session: number,
    { answerTool, onClose }: { answerTool: AnswerTool | undefined; onClose: () => void },
  ) {
    this.#link = link
    this.#session = session
    this.#answerTool = answerTool
    this.#onClose = onClose
  }

  turn(input: Turn, { signal, ...options }: TurnOptions): AsyncIterable<TurnEvent> {
    const link = this.#link
    const abort = () => link.tell({ abort: turn })
    const events = new EventStream<TurnEvent>(abort)
    const free = () => signal.removeEventListener('abort', abort)
    const turn: number = link.listen({
      event: (event, offset) => events.push(shiftEvent(event, offset)),
      ended: ({ startedAt, delays, late, error }, offset) => {
        free()
        this.#held = {
          startedAt: startedAt + offset,
          delays: delays.map(({ endedAt, ms }) => ({ endedAt: endedAt + offset, ms })),
        }
        if (input.kind === 'voice') for (const ms of late) input.onFrame?.(ms)
        if (error === undefined) events.end()
        else events.fail(new Error(error))
      },
      lost: (error) => {
        free()
        events.fail(error)
      },
    })
    const { pace, maxAttempts, yieldAfterMs } = options
    link.tell({
      ...{ turn, session: this.#session, input: link.pack(input) },
      options: { pace, maxAttempts, ...(yieldAfterMs !== undefined && { yieldAfterMs }) },
    })
    signal.addEventListener('abort', abort)
    if (signal.aborted) abort()
    return events
  }

  heldTurn(): HeldTurn | null {
    return this.#held
  }

  async exchange(): Promise<ExchangeEntry[]> {
    return (await this.#link.ask((ask) => ({ exchange: this.#session, ask }))) ?? []
  }

  /** A thread that is gone has nothing left to close. */
  close(): Promise<void> {
    this.#closed ??= this.#link
      .ask((ask) => ({ close: this.#session, ask }))
      .then(this.#onClose, this.#onClose)
    return this.#closed
  }

  /** Answers a tool for the thread; what we stood still for meanwhile is not counted as the answer's own time. */
  async answerTool(call: ToolCall, toolCall: number): Promise<void> {
    const loop = watchLoop()
    const askedAt = performance.now()
    try {
      const answer = (await this.#answerTool?.(call)) ?? null
      const now = performance.now()
      const tookMs = now - askedAt - loop.longest(askedAt, now)
      this.#link.tell({ toolCall, answer, tookMs })
    } catch (error) {
      this.#link.tell({ toolCall, error: errorMessage(error) })
    } finally {
      loop.stop()
    }
  }
}
