import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'
import { analyzeRun } from '#lib/insights/run/analyze-run.ts'
import { RunAnalysisQuery, RunAnalysisView } from '#lib/insights/run/schema.ts'

export const GET = route(
  {
    summary: 'Analysis of a run: latency percentiles, voice against text, worst slices',
    params: IdParams,
    query: RunAnalysisQuery,
    reply: RunAnalysisView,
  },
  ({ ctx, params, query }) => analyzeRun(ctx, params.id, query),
)
