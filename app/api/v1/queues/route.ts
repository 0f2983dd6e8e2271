import { route } from '#lib/http/route.ts'
import { pageOf } from '#lib/platform/format/cursor.ts'
import { listVisibleQueues } from '#lib/platform/jobs/queue-depths.ts'
import { QueueView } from '#lib/platform/jobs/schema.ts'

export const GET = route(
  { summary: 'Waiting, running and failed jobs of each queue', reply: pageOf(QueueView) },
  async ({ ctx }) => {
    const queues = await listVisibleQueues(ctx)
    return {
      data: queues.map(({ oldestWaiting, ...queue }) => ({
        ...queue,
        oldest_waiting_at: oldestWaiting?.toISOString() ?? null,
      })),
      next_cursor: null,
    }
  },
)
