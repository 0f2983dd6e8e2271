import { createHash } from 'node:crypto'

import { z } from 'zod'

import { apiRoutes } from '#app/api/openapi.json/routes.ts'
import { describeApi } from '#lib/http/openapi.ts'
import { publicRoute } from '#lib/http/route.ts'

type Written = { text: string; etag: string }

let written: Written | undefined

/** The description cannot change while the process runs: it is written when first asked for, and kept. */
function writeOnce(): Written {
  if (written) return written
  const text = JSON.stringify(describeApi(apiRoutes()))
  // Weak: it names the description, however that is encoded.
  const etag = `W/"${createHash('sha256').update(text).digest('base64url')}"`
  return (written = { text, etag })
}

const names = (header: string | null, etag: string) =>
  header?.split(',').some((tag) => ['*', etag, etag.slice(2)].includes(tag.trim())) ?? false

export const GET = publicRoute(
  {
    summary: 'This description of the API (OpenAPI 3.1)',
    reply: z.record(z.string(), z.unknown()),
  },
  async ({ request }) => {
    const { text, etag } = writeOnce()
    // Kept by whoever likes to, and asked for again each time: an upgrade may have changed it.
    const headers = { etag, 'cache-control': 'public, max-age=0, must-revalidate' }
    if (names(request.headers.get('if-none-match'), etag))
      return new Response(null, { status: 304, headers })
    // Next.js compresses what it sends, and sends no encoding of ours.
    return new Response(text, { headers: { ...headers, 'content-type': 'application/json' } })
  },
)
