'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'

import { createApiToken, revokeApiToken } from '#lib/accounts/api-tokens.ts'
import { CreateApiTokenInput } from '#lib/accounts/schema.ts'
import { action } from '#lib/http/action.ts'

const refresh = () => revalidatePath('/settings/api-tokens')

export const createTokenAction = action(CreateApiTokenInput, async (ctx, input) => {
  const { token } = await createApiToken(ctx, input)
  refresh()
  return token
})

export const revokeTokenAction = action(z.uuid(), async (ctx, id) => {
  await revokeApiToken(ctx, id)
  refresh()
})
