'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'

import { changePassword } from '#lib/accounts/change-password.ts'
import { endOtherSessions, endSession } from '#lib/accounts/end-sessions.ts'
import { ChangePasswordInput } from '#lib/accounts/schema.ts'
import { action } from '#lib/http/action.ts'

const refresh = () => revalidatePath('/settings/account')

export const changePasswordAction = action(ChangePasswordInput, async (ctx, input) => {
  await changePassword(ctx, input)
  refresh()
})

export const endSessionAction = action(z.uuid(), async (ctx, id) => {
  await endSession(ctx, id)
  refresh()
})

export const endOtherSessionsAction = action(z.null(), async (ctx) => {
  const ended = await endOtherSessions(ctx)
  refresh()
  return ended
})
