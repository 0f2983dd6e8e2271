'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'

import { action } from '#lib/http/action.ts'
import { StartSearchInput } from '#lib/robustness/schema.ts'
import { searchCases } from '#lib/robustness/search-cases.ts'
import { startSearch } from '#lib/robustness/start-search.ts'
import { cancelRun } from '#lib/runs/cancel-run.ts'

export const startSearchAction = action(StartSearchInput, async (ctx, input) => {
  const { id } = await startSearch(ctx, input)
  revalidatePath('/break-points')
  redirect(`/break-points/${id}`)
})

/** Stops the search whose run has the id. */
export const cancelSearchAction = action(z.uuid(), async (ctx, runId) => {
  await cancelRun(ctx, runId)
  revalidatePath('/break-points', 'layout')
})

export const searchCasesAction = action(z.string().max(200), (ctx, text) =>
  searchCases(ctx, { text }),
)
