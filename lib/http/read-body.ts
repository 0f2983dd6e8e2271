import { AppError, InvalidError } from '#lib/platform/errors.ts'
import { parseForeignJson } from '#lib/platform/parsing/parse-foreign-json.ts'

const tooLarge = (limit: number) =>
  new AppError('too_large', `The body is larger than ${Math.floor(limit / 1_024)} KiB`)

/** bytes beyond the limit that are read and dropped, so that the caller hears the answer rather than a broken line */
const courtesy = 16 * 1_048_576

/** The body, of which no more than `limit` bytes are kept. Throws `AppError('too_large')`. */
export async function readBytes(request: Request, limit: number): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  // A declared length may be missing or untrue: what counts is what arrives.
  let size = 0
  if (request.body)
    for await (const chunk of request.body) {
      size += chunk.byteLength
      if (size > limit + courtesy) break
      if (size <= limit) chunks.push(chunk)
      else chunks.length = 0
    }
  if (size > limit) throw tooLarge(limit)
  return Buffer.concat(chunks)
}

/** The media type without its parameters, in lower case. */
export function mediaType(request: Request): string {
  return (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
}

/**
 * The value of a JSON body in UTF-8, a large one read in a thread; an absent body counts as `{}`. Throws `InvalidError` for
 * anything else, and for texts in it that cannot be kept.
 */
export async function parseJson(
  request: Request,
  bytes: Buffer,
  signal?: AbortSignal,
): Promise<unknown> {
  if (bytes.length === 0) return {}
  const type = mediaType(request)
  if (type !== 'application/json' && !type.endsWith('+json'))
    throw new InvalidError('The body must be JSON, sent as Content-Type: application/json')
  return parseForeignJson(bytes, signal)
}
