import { getExecution } from '#lib/executions/queries.ts'
import { buildTimeline } from '#lib/executions/timeline/build-timeline.ts'
import { TimelineView } from '#lib/executions/timeline/schema.ts'
import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'

export const GET = route(
  {
    summary:
      'When what happened in an execution: recordings, words, tools and timings on one clock',
    params: IdParams,
    reply: TimelineView,
  },
  async ({ ctx, params }) => buildTimeline(await getExecution(ctx, params.id)),
)
