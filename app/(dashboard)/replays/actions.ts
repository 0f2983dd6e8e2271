'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'

import { action } from '#lib/http/action.ts'
import { applyReplay } from '#lib/replays/apply-replay.ts'
import { discardReplay } from '#lib/replays/discard-replay.ts'
import { StartReplayInput } from '#lib/replays/schema.ts'
import { startReplay } from '#lib/replays/start-replay.ts'

/** Judges stored executions again, and shows what would change. */
export const startReplayAction = action(StartReplayInput, async (ctx, input) => {
  const { id } = await startReplay(ctx, input)
  redirect(`/replays/${id}`)
})

export const applyReplayAction = action(z.uuid(), async (ctx, id) => {
  await applyReplay(ctx, id)
  revalidatePath(`/replays/${id}`)
})

export const discardReplayAction = action(z.uuid(), async (ctx, id) => {
  await discardReplay(ctx, id)
  revalidatePath(`/replays/${id}`)
})
