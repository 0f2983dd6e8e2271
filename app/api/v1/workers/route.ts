import { route } from '#lib/http/route.ts'
import { pageOf } from '#lib/platform/format/cursor.ts'
import { listWorkers, toWorkerView } from '#lib/platform/jobs/list-workers.ts'
import { WorkerView } from '#lib/platform/jobs/schema.ts'

export const GET = route(
  {
    summary: 'Worker processes of the last day: how busy and how strained each is',
    reply: pageOf(WorkerView),
    permission: 'workspace:read',
  },
  async ({ ctx }) => ({
    data: (await listWorkers(ctx.db)).map(toWorkerView),
    next_cursor: null,
  }),
)
