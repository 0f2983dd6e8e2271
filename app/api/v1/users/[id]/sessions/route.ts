import { endUserSessions } from '#lib/accounts/end-sessions.ts'
import { listUserSessions } from '#lib/accounts/list-sessions.ts'
import { EndedSessions, SessionList } from '#lib/accounts/schema.ts'
import { IdParams } from '#lib/http/id-params.ts'
import { route } from '#lib/http/route.ts'

export const GET = route(
  {
    summary: 'Sessions of a user',
    params: IdParams,
    reply: SessionList,
    permission: 'user:write',
  },
  async ({ ctx, params }) => ({ data: await listUserSessions(ctx, params.id) }),
)

export const DELETE = route(
  {
    summary: 'Sign a user out everywhere',
    params: IdParams,
    reply: EndedSessions,
    permission: 'user:write',
  },
  async ({ ctx, params }) => ({ ended: await endUserSessions(ctx, params.id) }),
)
