import type { Message } from '#lib/engines/vendors/types.ts'
import { many } from '#lib/notifications/messages/run-parts.ts'
import { pageUrl } from '#lib/notifications/page-url.ts'

/** The review queue has grown past a limit, or has come back below it. */
export function reviewBacklog(open: number, limit: number): Message {
  const isOver = open >= limit
  return {
    event: 'review_backlog',
    severity: isOver ? 'warning' : 'info',
    outcome: isOver ? 'warning' : 'success',
    title: isOver
      ? `${many(open, 'execution')} waiting for review`
      : 'The review queue is back to normal',
    summary: isOver
      ? `The limit is ${limit}. These results stay uncertain until somebody decides.`
      : `${many(open, 'execution')} waiting, the limit is ${limit}.`,
    facts: [
      { label: 'Waiting', value: `${open}` },
      { label: 'Limit', value: `${limit}` },
    ],
    items: [],
    url: pageUrl('review'),
    mentions: [],
    data: { open, limit, state: isOver ? 'over' : 'under' },
  }
}
