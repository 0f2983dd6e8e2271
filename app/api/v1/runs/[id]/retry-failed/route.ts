import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'
import { getRun } from '#lib/runs/queries.ts'
import { RetryItemsInput, retryItems } from '#lib/runs/retry-items.ts'
import { RunView } from '#lib/runs/schema.ts'

export const POST = route(
  {
    summary: 'Run the failed and invalid items of an ended run again; earlier attempts stay',
    params: IdParams,
    body: RetryItemsInput,
    reply: RunView,
    status: 202,
    permission: 'run:start',
    creates: true,
  },
  async ({ ctx, params, body }) => {
    await retryItems(ctx, params.id, body)
    return getRun(ctx, params.id)
  },
)
