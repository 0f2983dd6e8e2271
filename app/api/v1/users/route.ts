import { createUser } from '#lib/accounts/create-user.ts'
import { listUsers } from '#lib/accounts/queries.ts'
import { CreateUserInput, UserView } from '#lib/accounts/schema.ts'
import { route } from '#lib/http/route.ts'
import { PageQuery, pageOf } from '#lib/platform/format/cursor.ts'

export const GET = route(
  {
    summary: 'Users of the organization',
    query: PageQuery,
    reply: pageOf(UserView),
    permission: 'user:read',
  },
  ({ ctx, query }) => listUsers(ctx, query),
)

export const POST = route(
  {
    summary: 'Make a user',
    body: CreateUserInput,
    reply: UserView,
    status: 201,
    permission: 'user:write',
    creates: true,
  },
  ({ ctx, body }) => createUser(ctx, body),
)
