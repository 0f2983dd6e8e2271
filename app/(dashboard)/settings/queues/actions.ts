'use server'

import { revalidatePath } from 'next/cache'

import { discardDeadLetters } from '#lib/dead-letters/discard-dead-letters.ts'
import { requeueDeadLetters } from '#lib/dead-letters/requeue-dead-letters.ts'
import { DeadLetterChoice } from '#lib/dead-letters/views.ts'
import { action } from '#lib/http/action.ts'

export const requeueAction = action(DeadLetterChoice, async (ctx, choice) => {
  const result = await requeueDeadLetters(ctx, choice)
  revalidatePath('/settings/queues')
  return result
})

export const discardAction = action(DeadLetterChoice, async (ctx, choice) => {
  const result = await discardDeadLetters(ctx, choice)
  revalidatePath('/settings/queues')
  return result
})
