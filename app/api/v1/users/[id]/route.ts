import { getUser } from '#lib/accounts/queries.ts'
import { UpdateUserInput, UserView } from '#lib/accounts/schema.ts'
import { updateUser } from '#lib/accounts/update-user.ts'
import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'

export const GET = route(
  { summary: 'One user', params: IdParams, reply: UserView, permission: 'user:read' },
  ({ ctx, params }) => getUser(ctx, params.id),
)

export const PATCH = route(
  {
    summary: 'Change name, role, state or password of a user',
    params: IdParams,
    body: UpdateUserInput,
    reply: UserView,
    permission: 'user:write',
  },
  ({ ctx, params, body }) => updateUser(ctx, params.id, body),
)

export const DELETE = route(
  {
    summary: 'Deactivate a user; what they did stays under their name',
    params: IdParams,
    status: 204,
    permission: 'user:write',
  },
  async ({ ctx, params }) => {
    await updateUser(ctx, params.id, { is_active: false })
  },
)
