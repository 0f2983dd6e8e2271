'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'

import { retryExecution } from '#lib/executions/retry-execution.ts'
import { action } from '#lib/http/action.ts'
import { requestReview } from '#lib/review/request-review.ts'

export const requestReviewAction = action(z.uuid(), async (ctx, executionId) => {
  await requestReview(ctx, executionId)
  revalidatePath(`/executions/${executionId}`)
})

export const retryExecutionAction = action(z.uuid(), async (ctx, executionId) => {
  const { runId } = await retryExecution(ctx, executionId)
  revalidatePath(`/executions/${executionId}`)
  revalidatePath(`/runs/${runId}`)
})
