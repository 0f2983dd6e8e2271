import { z } from 'zod'

import { listNoiseRecordings } from '#lib/device-profiles/queries.ts'
import { NoiseName, NoiseRecordingView, UploadedNoiseView } from '#lib/device-profiles/schema.ts'
import { noiseLimits, uploadNoise } from '#lib/device-profiles/upload-noise.ts'
import { webStorage } from '#lib/http/database.ts'
import { route } from '#lib/http/route.ts'
import { soundTypes } from '#lib/platform/format/sound-names.ts'

export const GET = route(
  {
    summary: 'Uploaded noise by name',
    reply: z.object({ data: z.array(NoiseRecordingView), next_cursor: z.null() }),
  },
  async ({ ctx }) => ({ data: await listNoiseRecordings(ctx), next_cursor: null }),
)

export const POST = route(
  {
    summary:
      'Upload a recording as noise (WAV, MP3, Ogg, FLAC or WebM), half a second to a minute; the same bytes again change nothing',
    query: z.strictObject({ name: NoiseName }),
    accepts: [...soundTypes, 'application/octet-stream'],
    maxBytes: noiseLimits.maxBytes,
    reply: UploadedNoiseView,
    status: 201,
    permission: 'device-profile:write',
    creates: true,
  },
  ({ ctx, query, bytes }) => uploadNoise(ctx, webStorage(), { name: query.name, bytes }),
)
