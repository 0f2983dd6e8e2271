import { endOtherSessions } from '#lib/accounts/end-sessions.ts'
import { listOwnSessions } from '#lib/accounts/list-sessions.ts'
import { EndedSessions, SessionList } from '#lib/accounts/schema.ts'
import { route } from '#lib/http/route.ts'

export const GET = route(
  { summary: 'The own sessions', reply: SessionList, permission: 'account:write' },
  async ({ ctx }) => ({ data: await listOwnSessions(ctx) }),
)

export const DELETE = route(
  {
    summary: 'End all own sessions but the present one',
    reply: EndedSessions,
    permission: 'account:write',
  },
  async ({ ctx }) => ({ ended: await endOtherSessions(ctx) }),
)
