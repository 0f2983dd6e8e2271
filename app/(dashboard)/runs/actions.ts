'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'

import { action } from '#lib/http/action.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { cancelRun } from '#lib/runs/cancel-run.ts'
import { pauseRun } from '#lib/runs/pause-run.ts'
import { resumeRun } from '#lib/runs/resume-run.ts'
import { retryItems, RetryItemsInput } from '#lib/runs/retry-items.ts'
import { StartRunInput } from '#lib/runs/schema.ts'
import { startRunOptions } from '#lib/runs/start-run-options.ts'
import { startRun } from '#lib/runs/start-run.ts'

export const startRunAction = action(StartRunInput, async (ctx, input) => {
  const { id } = await startRun(ctx, input)
  redirect(`/runs/${id}`)
})

/** What the start dialog offers; no page that only has its button reads it. */
export const startRunOptionsAction = action(z.strictObject({}), (ctx) => {
  authorize(ctx.actor, 'run:start')
  return startRunOptions(ctx)
})

export const cancelRunAction = action(z.uuid(), async (ctx, runId) => {
  await cancelRun(ctx, runId)
  revalidatePath(`/runs/${runId}`)
})

export const pauseRunAction = action(z.uuid(), async (ctx, runId) => {
  await pauseRun(ctx, runId)
  revalidatePath(`/runs/${runId}`)
})

export const resumeRunAction = action(z.uuid(), async (ctx, runId) => {
  await resumeRun(ctx, runId)
  revalidatePath(`/runs/${runId}`)
})

export const retryRunAction = action(
  z.object({ runId: z.uuid(), which: RetryItemsInput.shape.which }),
  async (ctx, { runId, which }) => {
    const retried = await retryItems(ctx, runId, { which })
    revalidatePath(`/runs/${runId}`)
    return retried
  },
)
