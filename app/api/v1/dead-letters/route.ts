import { findDeadLetters } from '#lib/dead-letters/queries.ts'
import { DeadLetterPage, DeadLetterQuery } from '#lib/dead-letters/views.ts'
import { route } from '#lib/http/route.ts'

export const GET = route(
  {
    summary: 'Jobs that used up their tries, newest first, with cause and payload',
    query: DeadLetterQuery,
    reply: DeadLetterPage,
    permission: 'workspace:read',
  },
  ({ ctx, query }) => findDeadLetters(ctx, query),
)
