import { protocolFault, tooLarge } from '#lib/engines/connectors/reply-fault.ts'

/** Longest single event that is taken. The longest of Lex carry a session's attributes. */
const maxEventBytes = 1_000_000
/** Prelude and checksums of a message without headers and payload. */
const leastEventBytes = 16

/**
 * The bytes of an event stream as they come, checked where a message begins: the SDK reserves as much memory as the
 * first four bytes of a message ask for. Throws NetFault.
 */
export async function* boundedEvents(
  source: AsyncIterable<Uint8Array>,
  peer: string,
): AsyncGenerator<Uint8Array, undefined> {
  let missing = 0
  let length: number[] = []
  for await (const piece of source) {
    for (let at = 0; at < piece.length;) {
      if (missing === 0) {
        length.push(piece[at] ?? 0)
        at += 1
        if (length.length < 4) continue
        const bytes = Buffer.from(length).readUInt32BE()
        if (bytes > maxEventBytes) throw tooLarge(peer, maxEventBytes)
        if (bytes < leastEventBytes)
          throw protocolFault(peer, 'the answer is not a stream of events')
        missing = bytes - 4
        length = []
      } else {
        const taken = Math.min(missing, piece.length - at)
        missing -= taken
        at += taken
      }
    }
    yield piece
  }
}
