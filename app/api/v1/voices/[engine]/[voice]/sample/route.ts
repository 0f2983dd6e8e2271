import { z } from 'zod'

import { webStorage } from '#lib/http/database.ts'
import { route } from '#lib/http/route.ts'
import { serveObject } from '#lib/http/serve-object.ts'
import { getVoiceSample } from '#lib/http/speech-preview.ts'

export const GET = route(
  {
    summary: 'A short sentence spoken by a voice; ranges are supported',
    params: z.object({ engine: z.string().max(40), voice: z.string().min(1).max(200) }),
    query: z.strictObject({ language: z.string().min(2).max(35) }),
    produces: 'audio/wav',
  },
  async ({ ctx, params: { engine, voice }, query: { language }, request }) => {
    const key = await getVoiceSample(ctx.actor.id ?? 'system', { engine, voice, language })
    const response = await serveObject(request, webStorage(), 'input-audio', key)
    // The address stays when the engine behind it changes; the tag tells.
    response.headers.set('cache-control', 'private, no-cache')
    return response
  },
)
