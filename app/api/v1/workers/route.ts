import { route } from '#lib/http/route.ts'
import { listWorkers, toWorkerView } from '#lib/platform/jobs/list-workers.ts'
import { WorkerList } from '#lib/platform/jobs/schema.ts'

export const GET = route(
  {
    summary: 'Worker processes of the last day: how busy and how strained each is',
    reply: WorkerList,
    permission: 'workspace:read',
  },
  async ({ ctx }) => ({
    data: (await listWorkers(ctx.db)).map(toWorkerView),
    next_cursor: null,
  }),
)
