'use server'

import { changePassword } from '#lib/accounts/change-password.ts'
import { ChangePasswordInput } from '#lib/accounts/schema.ts'
import { action } from '#lib/http/action.ts'

export const choosePasswordAction = action(
  ChangePasswordInput,
  (ctx, input) => changePassword(ctx, input),
  { withPasswordDue: true },
)
