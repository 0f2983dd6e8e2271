import type { Readable } from 'node:stream'

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

const tooLarge = (limit: number) =>
  problem('too_large', 'invalid', `The body is larger than ${Math.floor(limit / 1_048_576)} MiB`)

/**
 * Reads a raw body, counting what arrives: a declared length may be missing or untrue. Resolves with the bytes, or the
 * answer to give instead: 413, 408 for one that comes too slowly, 429 when too many arrive at once. Rejects when the
 * sender goes away. Listens rather than iterates, which costs a third of it for each of many small bodies.
 */
export function readBody(
  source: Readable,
  { timeMs = bodyTimeMs, limit = bodyLimit }: Options = {},
): Promise<Buffer | Reply> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    let mine = 0
    const leave = () => {
      clearTimeout(timer)
      source.off('data', take).off('end', end).off('error', fail).off('close', gone)
      held -= mine
      mine = 0
    }
    const giveUp = (reply: Reply) => {
      leave()
      source.pause()
      resolve(reply)
    }
    const fail = (error: Error) => {
      leave()
      reject(error)
    }
    const gone = () => fail(new Error('The sender is gone'))
    const end = () => {
      leave()
      // Copied, even a single piece: it is a part of a larger buffer that would be kept with it.
      resolve(size > limit ? tooLarge(limit) : Buffer.concat(chunks))
    }
    const take = (chunk: Buffer) => {
      size += chunk.length
      if (size > limit + courtesy) return giveUp(tooLarge(limit))
      if (size > limit) chunks.length = 0
      else chunks.push(chunk)
      if (held + chunk.length > heldLimit)
        return giveUp(limited(1_000, 'Too many deliveries arrive at once'))
      mine += chunk.length
      held += chunk.length
    }
    const timer = setTimeout(
      () =>
        giveUp(problem('timeout', 'invalid', `The body took longer than ${formatLimit(timeMs)}`)),
      timeMs,
    )
    if (source.destroyed) return gone()
    source.on('error', fail).on('close', gone).on('end', end).on('data', take)
  })
}
