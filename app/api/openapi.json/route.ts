import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'

import { z } from 'zod'

import { apiRoutes } from '#app/api/openapi.json/routes.ts'
import { describeApi } from '#lib/http/openapi.ts'
import { publicRoute } from '#lib/http/route.ts'

type Written = { text: string; gzip: Uint8Array<ArrayBuffer>; etag: string }

let written: Written | undefined

/** The description cannot change while the process runs: it is written when first asked for, and kept. */
function writeOnce(): Written {
  if (written) return written
  const text = JSON.stringify(describeApi(apiRoutes()))
  // Weak: it names the description, however that is encoded.
  const etag = `W/"${createHash('sha256').update(text).digest('base64url')}"`
  return (written = { text, gzip: new Uint8Array(gzipSync(text, { level: 9 })), etag })
}

const names = (header: string | null, etag: string) =>
  header?.split(',').some((tag) => ['*', etag, etag.slice(2)].includes(tag.trim())) ?? false

/** Whether gzip is among the encodings and not excluded (`gzip;q=0`). */
const takesGzip = (header: string | null) =>
  header?.split(',').some((part) => /^\s*(gzip|\*)\s*(;\s*q=(?!0(\.0*)?\s*$)|$)/.test(part)) ??
  false

export const GET = publicRoute(
  {
    summary: 'This description of the API (OpenAPI 3.1)',
    reply: z.record(z.string(), z.unknown()),
  },
  async ({ request }) => {
    const { text, gzip, etag } = writeOnce()
    // Kept by whoever likes to, and asked for again each time: an upgrade may have changed it.
    const headers = {
      etag,
      'cache-control': 'public, max-age=0, must-revalidate',
      vary: 'accept-encoding',
    }
    if (names(request.headers.get('if-none-match'), etag))
      return new Response(null, { status: 304, headers })
    const type = { ...headers, 'content-type': 'application/json' }
    return takesGzip(request.headers.get('accept-encoding'))
      ? new Response(gzip, { headers: { ...type, 'content-encoding': 'gzip' } })
      : new Response(text, { headers: type })
  },
)
