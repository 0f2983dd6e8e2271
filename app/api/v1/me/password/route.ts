import { changePassword } from '#lib/accounts/change-password.ts'
import { ChangePasswordInput } from '#lib/accounts/schema.ts'
import { route } from '#lib/http/route.ts'

export const POST = route(
  {
    summary: 'Change the own password; ends all other sessions',
    body: ChangePasswordInput,
    status: 204,
    permission: 'account:write',
    withPasswordDue: true,
  },
  ({ ctx, body }) => changePassword(ctx, body),
)
