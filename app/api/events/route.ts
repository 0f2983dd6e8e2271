import { eventStream } from '#lib/http/event-stream.ts'
import { followAccess } from '#lib/http/follow-access.ts'
import { route } from '#lib/http/route.ts'

export const dynamic = 'force-dynamic'

export const GET = route(
  {
    summary: 'Server-sent events: runs, reviews and queues of the organization that moved',
    produces: 'text/event-stream',
    permission: 'workspace:read',
  },
  async ({ ctx, request, signal }) => {
    const { actor, organizationId } = ctx
    const access = followAccess(actor)
    return eventStream({
      hub: access.hub,
      owner: {
        userId: actor.id ?? '',
        ...(actor.kind === 'api_token' && { tokenId: actor.token.id }),
        organizationId,
      },
      resumed: request.headers.has('last-event-id'),
      stillAllowed: access.stillAllowed,
      signal: AbortSignal.any([signal, access.signal]),
    })
  },
)
