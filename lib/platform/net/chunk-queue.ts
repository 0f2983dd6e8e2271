import type { Readable } from 'node:stream'

/** Bytes held before the source is paused. */
const highWater = 1_000_000

/**
 * Reads a stream to a consumer that is slower than its events. What arrived before the stream broke is delivered
 * before the error is: iterating the stream itself would lose it.
 */
export class ChunkQueue {
  readonly #source: Readable
  readonly #chunks: Buffer[] = []
  #bytes = 0
  #end: { error: Error | null } | null = null
  #wake: (() => void) | null = null

  constructor(source: Readable, onData: () => void) {
    this.#source = source
    source.on('data', (chunk: Buffer) => {
      onData()
      this.#chunks.push(chunk)
      this.#bytes += chunk.length
      if (this.#bytes > highWater) source.pause()
      this.#wake?.()
    })
    source.once('end', () => this.#finish(null))
    source.once('error', (error) => this.#finish(error))
    source.once('close', () => this.#finish(new Error('closed before its end')))
  }

  /** The chunks in order; throws the stream's error after the last of them. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer, undefined> {
    for (;;) {
      const chunk = this.#chunks.shift()
      if (chunk) {
        this.#bytes -= chunk.length
        yield chunk
      } else if (this.#end) {
        if (this.#end.error) throw this.#end.error
        return
      } else {
        this.#source.resume()
        await new Promise<void>((resolve) => (this.#wake = resolve))
        this.#wake = null
      }
    }
  }

  #finish(error: Error | null): void {
    this.#end ??= { error }
    this.#wake?.()
  }
}
