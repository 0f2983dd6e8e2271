import { authenticate } from '#lib/http/authenticate.ts'
import { webDatabase, webEvents } from '#lib/http/database.ts'
import { eventStream } from '#lib/http/event-stream.ts'
import { route } from '#lib/http/route.ts'
import { AppError } from '#lib/platform/errors.ts'

export const dynamic = 'force-dynamic'

export const GET = route(
  {
    summary: 'Server-sent events: runs, reviews and queues of the organization that moved',
    produces: 'text/event-stream',
    permission: 'workspace:read',
  },
  async ({ ctx, request, signal }) => {
    const { actor, organizationId } = ctx
    return eventStream({
      hub: webEvents(),
      owner: {
        userId: actor.id ?? '',
        ...(actor.kind === 'api_token' && { tokenId: actor.token.id }),
        organizationId,
      },
      resumed: request.headers.has('last-event-id'),
      // With what it was opened: a token may be revoked or expire while its person stays.
      stillAllowed: () =>
        authenticate(webDatabase(), request).then(
          (now) => now.organizationId === organizationId,
          (error: unknown) => !(error instanceof AppError && error.code === 'unauthenticated'),
        ),
      signal,
    })
  },
)
