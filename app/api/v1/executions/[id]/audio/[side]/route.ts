import { z } from 'zod'

import { NotFoundError } from '#lib/errors.ts'
import { webStorage } from '#lib/http/database.ts'
import { route } from '#lib/http/route.ts'
import { serveObject } from '#lib/http/serve-object.ts'
import { getExecutionAudio } from '#lib/runs/execution-queries.ts'

export const GET = route(
  {
    summary:
      'What was said (input) or answered (output) in a turn, or the whole call (left caller, right voice AI); ranges are supported',
    params: z.object({ id: z.uuid(), side: z.enum(['input', 'output', 'call']) }),
    query: z.strictObject({ turn: z.coerce.number().int().min(0).max(1_000).default(0) }),
    produces: 'audio/wav',
  },
  async ({ ctx, params: { id, side }, query, request }) => {
    const key = (await getExecutionAudio(ctx, id, query.turn))[side]
    if (key === null) throw new NotFoundError(`${side} audio of turn ${query.turn}`, id)
    const bucket = side === 'input' ? 'input-audio' : 'output-audio'
    return serveObject(request, webStorage(), bucket, key)
  },
)
