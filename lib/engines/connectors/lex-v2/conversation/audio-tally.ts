import type { ExchangeLog } from '#lib/engines/connectors/exchange-log.ts'

/** Counts events of audio, which would fill the exchange one by one. */
export class AudioTally {
  readonly #direction: 'in' | 'out'
  #events = 0
  #bytes = 0
  /** since the beginning */
  bytes = 0

  constructor(direction: 'in' | 'out') {
    this.#direction = direction
  }

  add(bytes: number): void {
    this.#events += 1
    this.#bytes += bytes
    this.bytes += bytes
  }

  /** Writes what came since the last time into the exchange, as one line. */
  note(log: ExchangeLog): void {
    if (this.#events === 0) return
    const label = `audio, ${this.#events} events`
    log.add({ direction: this.#direction, label, bytes: this.#bytes })
    this.#events = 0
    this.#bytes = 0
  }
}
