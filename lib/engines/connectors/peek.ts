/** A source whose first bytes have been looked at; `all` yields them again, then the rest. */
export type Peeked = { head: Buffer; all: AsyncGenerator<Buffer> }

/** Waits for the first `count` bytes of `source`, or its end. Throws what the source throws until then. */
export async function peek(source: AsyncIterable<Buffer>, count: number): Promise<Peeked> {
  const iterator: AsyncIterator<Buffer, unknown> = source[Symbol.asyncIterator]()
  const first: Buffer[] = []
  let bytes = 0
  let ended = false
  while (bytes < count && !ended) {
    const next = await iterator.next()
    if (next.done === true) ended = true
    else {
      first.push(next.value)
      bytes += next.value.length
    }
  }
  async function* all(): AsyncGenerator<Buffer> {
    try {
      yield* first
      while (!ended) {
        const next = await iterator.next()
        if (next.done === true) return
        yield next.value
      }
    } finally {
      await iterator.return?.()
    }
  }
  return { head: Buffer.concat(first), all: all() }
}
