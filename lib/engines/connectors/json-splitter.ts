const quote = 0x22
const backslash = 0x5c
const open = 0x7b
const close = 0x7d
/** Space, tab, CR, LF; the bytes of a byte order mark in UTF-8; digits: the byte count of an object on a line before it. */
const fillers = new Set([...Buffer.from(' \t\r\n\ufeff0123456789')])
const isFiller = (byte: number) => fillers.has(byte)

/**
 * Cuts a stream of bytes into JSON objects, wherever the pieces end and whatever separates the objects (nothing,
 * line ends, byte counts). Works on bytes, so that a character split over two pieces survives.
 */
export class JsonSplitter {
  #pieces: Buffer[] = []
  #depth = 0
  #inString = false
  #escaped = false

  /** Whether the stream ended between two objects. */
  get clean(): boolean {
    return this.#depth === 0
  }

  /** The start of what has not been cut yet, for messages. */
  get rest(): string {
    return Buffer.concat(this.#pieces).toString('utf8', 0, 200)
  }

  /** Objects that `chunk` completes. Throws SyntaxError for anything but filler between objects. */
  push(chunk: Buffer): string[] {
    const objects: string[] = []
    let start = 0
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at] ?? 0
      if (this.#depth === 0) {
        if (isFiller(byte)) continue
        if (byte !== open) throw new SyntaxError('expected an object')
        start = at
        this.#depth = 1
      } else if (this.#step(byte) === 0) {
        this.#pieces.push(chunk.subarray(start, at + 1))
        objects.push(Buffer.concat(this.#pieces).toString('utf8'))
        this.#pieces = []
      }
    }
    if (this.#depth > 0) this.#pieces.push(chunk.subarray(start))
    return objects
  }

  #step(byte: number): number {
    if (this.#escaped) this.#escaped = false
    else if (byte === backslash) this.#escaped = this.#inString
    else if (byte === quote) this.#inString = !this.#inString
    else if (!this.#inString) {
      if (byte === open) this.#depth += 1
      if (byte === close) this.#depth -= 1
    }
    return this.#depth
  }
}
