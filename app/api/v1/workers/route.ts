import { route } from '#lib/http/route.ts'
import { sightOf } from '#lib/platform/auth/sight.ts'
import { listWorkers, toWorkerView } from '#lib/platform/jobs/list-workers.ts'
import { WorkerList } from '#lib/platform/jobs/schema.ts'

export const GET = route(
  {
    summary: 'Worker processes of the last day: how busy and how strained each is',
    reply: WorkerList,
    permission: 'workspace:read',
  },
  async ({ ctx }) => {
    const [workers, sight] = await Promise.all([listWorkers(ctx.db), sightOf(ctx)])
    return { data: workers.map((worker) => toWorkerView(worker, sight)), next_cursor: null }
  },
)
