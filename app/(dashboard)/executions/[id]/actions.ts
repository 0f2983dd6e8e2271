'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'

import { action } from '#lib/http/action.ts'
import { requestReview } from '#lib/review/request-review.ts'

export const requestReviewAction = action(z.uuid(), async (ctx, executionId) => {
  await requestReview(ctx, executionId)
  revalidatePath(`/executions/${executionId}`)
})
