import { z } from 'zod'

import { route } from '#lib/http/route.ts'
import { pageOf } from '#lib/platform/format/cursor.ts'
import { listSearches } from '#lib/robustness/queries.ts'
import { SearchDetailView, SearchView, StartSearchInput } from '#lib/robustness/schema.ts'
import { startSearch } from '#lib/robustness/start-search.ts'

export const GET = route(
  {
    summary: 'Searches for robustness thresholds, newest first',
    query: z.strictObject({
      limit: z.coerce.number().int().min(1).max(200).default(50),
      cursor: z.uuid().optional(),
      case_id: z.uuid().optional(),
      run_id: z.uuid().optional(),
    }),
    reply: pageOf(SearchView),
  },
  ({ ctx, query: { case_id: caseId, run_id: runId, ...query } }) =>
    listSearches(ctx, { ...query, caseId, runId }),
)

export const POST = route(
  {
    summary: 'Search for the level of noise, speed or packet loss at which a case fails',
    body: StartSearchInput,
    reply: SearchDetailView,
    status: 202,
    permission: 'run:start',
    creates: true,
  },
  ({ ctx, body }) => startSearch(ctx, body),
)
