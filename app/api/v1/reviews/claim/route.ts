import { z } from 'zod'

import { route } from '#lib/http/route.ts'
import { claimReview } from '#lib/review/claim-review.ts'
import { ReviewTaskView } from '#lib/review/schema.ts'

export const POST = route(
  {
    summary: 'Reserve the next free item for ten minutes; null when there is none',
    body: z.strictObject({ skip: z.array(z.uuid()).max(200).default([]) }),
    reply: z.object({ task: ReviewTaskView.nullable() }),
    permission: 'review:decide',
  },
  async ({ ctx, body }) => ({ task: await claimReview(ctx, body.skip) }),
)
