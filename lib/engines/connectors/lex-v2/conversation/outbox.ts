import type { StartConversationRequestEventStream as Outgoing } from '@aws-sdk/client-lex-runtime-v2'

import { EventStream } from '#lib/engines/connectors/event-stream.ts'

/** Events on their way to Lex, in order. */
export class Outbox {
  readonly events = new EventStream<Outgoing>(() => undefined)
  #pushed = 0
  #written = 0
  #leftAt = 0

  /** ms at `now` since any of those that wait here or in the socket has left; 0 when none waits. */
  stalledFor(now: number): number {
    return this.#pushed === this.#written ? 0 : now - this.#leftAt
  }

  /** Ids and times are for people who look for a conversation in the logs of AWS. */
  push(event: Outgoing): void {
    if (this.#pushed === this.#written) this.#leftAt = performance.now()
    this.#pushed += 1
    const named = Object.entries(event).map(([name, value]: [string, object]) => [
      name,
      { ...value, eventId: `${name}-${this.#pushed}`, clientTimestampMillis: Date.now() },
    ])
    this.events.push(Object.fromEntries(named) as Outgoing)
  }

  /** One of them has left this process. */
  left(): void {
    this.#written += 1
    this.#leftAt = performance.now()
  }

  /** Nothing follows. */
  end(): void {
    this.events.end()
  }
}
