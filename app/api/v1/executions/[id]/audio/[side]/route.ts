import { z } from 'zod'

import { assembleCall } from '#lib/executions/assemble-call.ts'
import { getExecutionAudio } from '#lib/executions/queries.ts'
import { webStorage } from '#lib/http/database.ts'
import { route } from '#lib/http/route.ts'
import { serveObject } from '#lib/http/serve-object.ts'
import { AppError, NotFoundError } from '#lib/platform/errors.ts'

/** A call that was not recorded as a whole. It is made anew each time, and is the same each time. */
function serveAssembled(id: string, wav: Buffer | null): Response {
  if (!wav) throw new NotFoundError('recording of the call', id)
  const headers = { 'content-type': 'audio/wav', 'cache-control': 'private, max-age=3600' }
  return new Response(new Uint8Array(wav), { headers })
}

export const GET = route(
  {
    summary:
      'What was said (input) or answered (output) in a turn, or the whole call (left caller, right voice AI); ranges are supported',
    params: z.object({ id: z.uuid(), side: z.enum(['input', 'output', 'call']) }),
    query: z.strictObject({ turn: z.coerce.number().int().min(0).max(1_000).default(0) }),
    produces: 'audio/wav',
  },
  async ({ ctx, params: { id, side }, query, request }) => {
    const { turns, ...sides } = await getExecutionAudio(ctx, id, query.turn)
    const audio = sides[side]
    if (!audio && side === 'call')
      return serveAssembled(id, await assembleCall(webStorage(), turns))
    if (!audio) throw new NotFoundError(`${side} audio of turn ${query.turn}`, id)
    const { key, pending, missing } = audio
    const bucket = side === 'input' ? 'input-audio' : 'output-audio'
    const storage = webStorage()
    // A stimulus that could not be kept may have been made, and kept, again.
    if ((pending ?? missing) !== undefined && !(await storage.stat(bucket, key)))
      throw missing === undefined
        ? new AppError('unavailable', 'Not stored yet: storage was away when this was recorded')
        : new AppError('not_found', `This recording could not be kept: ${missing}`)
    return serveObject(request, storage, bucket, key)
  },
)
