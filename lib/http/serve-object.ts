import { Readable } from 'node:stream'

import { NotFoundError } from '#lib/platform/errors.ts'
import type { Bucket, ByteRange, Storage } from '#lib/platform/storage/types.ts'

type Wanted = ByteRange & { end: number }

/**
 * One range of a `Range` header (RFC 9110, 14.2) within `size` bytes. null: send everything, as the standard asks for
 * what cannot be parsed and allows for several ranges. `unsatisfiable`: nothing of it exists.
 */
export function parseRange(header: string | null, size: number): Wanted | 'unsatisfiable' | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '')
  if (!match) return null
  const [, from = '', to = ''] = match
  if (from === '' && to === '') return null
  if (from === '') {
    const length = Math.min(Number(to), size)
    return length === 0 ? 'unsatisfiable' : { start: size - length, end: size - 1 }
  }
  const start = Number(from)
  const end = to === '' ? size - 1 : Math.min(Number(to), size - 1)
  if (to !== '' && Number(to) < start) return null
  return start >= size ? 'unsatisfiable' : { start, end }
}

/** A stored object over HTTP with ranges. Keys name contents that never change, so the key is the validator. */
export async function serveObject(
  request: Request,
  storage: Storage,
  bucket: Bucket,
  key: string,
): Promise<Response> {
  const object = await storage.stat(bucket, key)
  if (!object) throw new NotFoundError('recording', key)
  const etag = `"${key.replaceAll(/[^\w./-]/g, '')}"`
  const headers = new Headers({
    etag,
    'accept-ranges': 'bytes',
    'cache-control': 'private, max-age=3600, immutable',
    'content-type': object.contentType,
  })
  if (request.headers.get('if-none-match') === etag)
    return new Response(null, { status: 304, headers })

  const condition = request.headers.get('if-range')
  const asked = condition === null || condition === etag ? request.headers.get('range') : null
  const range = parseRange(asked, object.size)
  if (range === 'unsatisfiable') {
    headers.set('content-range', `bytes */${object.size}`)
    return new Response(null, { status: 416, headers })
  }
  const size = range ? range.end - range.start + 1 : object.size
  headers.set('content-length', String(size))
  if (range) headers.set('content-range', `bytes ${range.start}-${range.end}/${object.size}`)
  const status = range ? 206 : 200
  if (request.method === 'HEAD') return new Response(null, { status, headers })
  const stream = await storage.stream(bucket, key, range ?? undefined)
  if (!stream) throw new NotFoundError('recording', key)
  return new Response(Readable.toWeb(stream) as ReadableStream<Uint8Array>, { status, headers })
}
