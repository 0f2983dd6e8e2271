import { identify } from '#lib/accounts/identity.ts'
import { webDatabase, webEvents } from '#lib/http/database.ts'
import { eventStream } from '#lib/http/event-stream.ts'
import { route } from '#lib/http/route.ts'

export const dynamic = 'force-dynamic'

export const GET = route(
  {
    summary: 'Server-sent events: runs, reviews and queues of the organization that moved',
    produces: 'text/event-stream',
    permission: 'workspace:read',
  },
  async ({ ctx, request, signal }) => {
    const since = new Date()
    return eventStream({
      hub: webEvents(),
      organizationId: ctx.organizationId,
      resumed: request.headers.has('last-event-id'),
      stillAllowed: () =>
        identify(webDatabase(), ctx.actor.id ?? '', since).then(
          () => true,
          () => false,
        ),
      signal,
    })
  },
)
