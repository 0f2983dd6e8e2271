import { discardDeadLetters } from '#lib/dead-letters/discard-dead-letters.ts'
import { DeadLetterChoice, DiscardResult } from '#lib/dead-letters/views.ts'
import { route } from '#lib/http/route.ts'

export const POST = route(
  {
    summary: 'Remove dead jobs for good; with a queue, the oldest 500 of it',
    body: DeadLetterChoice,
    reply: DiscardResult,
    permission: 'queue:write',
  },
  ({ ctx, body }) => discardDeadLetters(ctx, body),
)
