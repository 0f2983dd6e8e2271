import { requeueDeadLetters } from '#lib/dead-letters/requeue-dead-letters.ts'
import { DeadLetterChoice, RequeueResult } from '#lib/dead-letters/views.ts'
import { route } from '#lib/http/route.ts'

export const POST = route(
  {
    summary: 'Send dead jobs to their queues again; with a queue, the oldest 500 of it',
    body: DeadLetterChoice,
    reply: RequeueResult,
    permission: 'queue:write',
    creates: true,
  },
  ({ ctx, body }) => requeueDeadLetters(ctx, body),
)
