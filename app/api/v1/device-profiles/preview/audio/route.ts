import { z } from 'zod'

import { webStorage } from '#lib/http/database.ts'
import { route } from '#lib/http/route.ts'
import { serveObject } from '#lib/http/serve-object.ts'

/** Content addresses: whoever knows one has been told it by a preview. */
const Key = z.string().regex(/^(tts|conditioned)\/[0-9a-f]{64}\.wav$/)

export const GET = route(
  {
    summary: 'The sound of a preview; ranges are supported',
    query: z.strictObject({ key: Key }),
    produces: 'audio/wav',
  },
  ({ query, request }) => serveObject(request, webStorage(), 'input-audio', query.key),
)
