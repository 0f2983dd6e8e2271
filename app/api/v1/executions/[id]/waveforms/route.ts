import { WaveformsView } from '#lib/executions/timeline/schema.ts'
import { executionWaveforms } from '#lib/executions/waveforms.ts'
import { webStorage } from '#lib/http/database.ts'
import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'

export const GET = route(
  {
    summary: 'Outlines of all recordings of an execution, channel by channel, for drawing them',
    params: IdParams,
    reply: WaveformsView,
  },
  async ({ ctx, params }) => ({
    waveforms: await executionWaveforms(ctx, webStorage(), params.id),
  }),
)
