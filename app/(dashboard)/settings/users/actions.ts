'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'

import { createUser } from '#lib/accounts/create-user.ts'
import { endUserSessions } from '#lib/accounts/end-sessions.ts'
import { CreateUserInput, UpdateUserInput } from '#lib/accounts/schema.ts'
import { updateUser } from '#lib/accounts/update-user.ts'
import { action, recordAction } from '#lib/http/action.ts'

const refresh = () => revalidatePath('/settings/users')

export const createUserAction = action(CreateUserInput, async (ctx, input) => {
  await createUser(ctx, input)
  refresh()
})

export const updateUserAction = recordAction(UpdateUserInput, async (ctx, id, input) => {
  await updateUser(ctx, id, input)
  refresh()
})

export const endUserSessionsAction = action(z.uuid(), (ctx, id) => endUserSessions(ctx, id))
