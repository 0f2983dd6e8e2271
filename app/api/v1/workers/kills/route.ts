import { route } from '#lib/http/route.ts'
import { listWorkerKills, WorkerKillList } from '#lib/runs/list-worker-kills.ts'

export const GET = route(
  {
    summary: 'Workers that were killed because they did not answer, with what they were at work on',
    reply: WorkerKillList,
    permission: 'workspace:read',
  },
  async ({ ctx }) => ({ data: await listWorkerKills(ctx), next_cursor: null }),
)
