import { ChangePasswordInput } from '#lib/accounts/schema.ts'
import { changePassword } from '#lib/accounts/update-user.ts'
import { route } from '#lib/http/route.ts'

export const POST = route(
  { summary: 'Change the own password; ends all sessions', body: ChangePasswordInput, status: 204 },
  ({ ctx, body }) => changePassword(ctx, body),
)
