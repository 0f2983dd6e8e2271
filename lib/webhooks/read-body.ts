import { formatLimit } from '#lib/platform/format/duration.ts'
import { limited, problem, type Reply } from '#lib/webhooks/reply.ts'

/** bytes; what GitHub and GitLab send at most */
export const bodyLimit = 25 * 1_048_576
/** ms for a whole body: senders themselves give up after 10 s */
const bodyTimeMs = 10_000
/** bytes beyond the limit that are read and dropped, so that the sender hears the answer rather than a broken line */
const courtesy = 4 * 1_048_576
/** bytes of bodies that this process holds while nobody knows yet who sent them */
const heldLimit = 256 * 1_048_576

let held = 0

/** Counts bytes as held until the returned function is called; null when too many are. */
export function holdBytes(bytes: number): (() => void) | null {
  if (held + bytes > heldLimit) return null
  held += bytes
  return () => (held -= bytes)
}

type Options = { timeMs?: number; limit?: number }

/**
 * Reads a raw body, counting what arrives: a declared length may be missing or untrue. Returns the bytes, or the
 * answer to give instead: 413, 408 for one that comes too slowly, 429 when too many arrive at once.
 */
export async function readBody(
  source: AsyncIterable<Uint8Array> | null,
  { timeMs = bodyTimeMs, limit = bodyLimit }: Options = {},
): Promise<Buffer | Reply> {
  if (source === null) return Buffer.alloc(0)
  const chunks: Uint8Array[] = []
  const iterator = source[Symbol.asyncIterator]()
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), timeMs)
  })
  let size = 0
  let mine = 0
  try {
    for (;;) {
      const next = await Promise.race([iterator.next(), late])
      if (next === 'late')
        return problem('timeout', 'invalid', `The body took longer than ${formatLimit(timeMs)}`)
      if (next.done) break
      size += next.value.byteLength
      if (size > limit + courtesy) break
      if (size > limit) chunks.length = 0
      else chunks.push(next.value)
      if (held + next.value.byteLength > heldLimit)
        return limited(1_000, 'Too many deliveries arrive at once')
      mine += next.value.byteLength
      held += next.value.byteLength
    }
    if (size > limit)
      return problem(
        'too_large',
        'invalid',
        `The body is larger than ${Math.floor(limit / 1_048_576)} MiB`,
      )
    return Buffer.concat(chunks)
  } finally {
    clearTimeout(timer)
    held -= mine
  }
}
