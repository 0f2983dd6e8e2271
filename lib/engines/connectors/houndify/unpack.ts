import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'

import { protocolFault } from '#lib/engines/connectors/reply-fault.ts'
import { errorMessage } from '#lib/platform/errors.ts'
import { NetworkError } from '#lib/platform/net/network-error.ts'

/** The bytes of an answer; gzip is told by its magic bytes, each message may be a member of its own. */
export async function* unpacked(
  source: AsyncIterable<Buffer, undefined>,
  peer: string,
): AsyncGenerator<Buffer> {
  const iterator: AsyncIterator<Buffer, undefined> = source[Symbol.asyncIterator]()
  const first = await iterator.next()
  if (first.done === true) return
  const head = first.value
  async function* all(): AsyncGenerator<Buffer> {
    yield head
    for (let next = await iterator.next(); !next.done; next = await iterator.next())
      yield next.value
  }
  if (head[0] !== 0x1f || head[1] !== 0x8b) {
    yield* all()
    return
  }
  const gunzip = createGunzip()
  // Its outcome reaches the loop below as the stream's own error.
  pipeline(Readable.from(all()), gunzip, () => undefined)
  try {
    for await (const chunk of gunzip as AsyncIterable<Buffer>) yield chunk
  } catch (error) {
    if (error instanceof NetworkError) throw error
    throw protocolFault(peer, `the answer is not valid gzip: ${errorMessage(error)}`, 200)
  }
}
