import type { Metadata } from 'next'

import { DeadLettersTable } from '#app/(dashboard)/settings/queues/_components/dead-letters-table.tsx'
import { QueuesTable } from '#app/(dashboard)/settings/queues/_components/queues-table.tsx'
import { WorkerKills } from '#app/(dashboard)/settings/queues/_components/worker-kills.tsx'
import { WorkersTable } from '#app/(dashboard)/settings/queues/_components/workers-table.tsx'
import { EmptyState } from '#components/layout/empty-state.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { LiveRefresh } from '#components/live/live-refresh.client.tsx'
import { Card, CardHeader } from '#components/ui/card.tsx'
import { requestCtx } from '#lib/http/request-context.ts'
import { listDeadLetters } from '#lib/platform/jobs/list-dead-letters.ts'
import { listWorkers, toWorkerView } from '#lib/platform/jobs/list-workers.ts'
import { listQueues } from '#lib/platform/jobs/queue-depths.ts'
import { listWorkerKills } from '#lib/runs/list-worker-kills.ts'

export const metadata: Metadata = { title: 'Workers and queues' }

export default async function QueuesPage() {
  const ctx = await requestCtx()
  const [workers, queues, letters, kills] = await Promise.all([
    listWorkers(ctx.db),
    listQueues(ctx.db),
    listDeadLetters(ctx),
    listWorkerKills(ctx),
  ])
  return (
    <>
      <LiveRefresh on={['run', 'queue']} everyMs={2_000} />
      <PageHeader
        title="Workers and queues"
        description="The processes that make the calls, and the jobs that wait for them, of the whole installation."
      />
      <div className="space-y-4">
        <Card>
          <CardHeader title="Workers" className="pb-3" />
          {workers.length > 0 ? (
            <WorkersTable workers={workers.map(toWorkerView)} />
          ) : (
            <EmptyState
              title="No worker is running"
              description="Runs wait until one is. Start the application with npm start, or a worker of its own."
              className="m-4 mt-0"
            />
          )}
        </Card>
        {kills.length > 0 && (
          <Card>
            <CardHeader
              title="Killed workers"
              description="Workers that did not answer for SILENCE_LIMIT_SECONDS were killed and started again. What they were at work on is run again, apart from everything else."
              className="pb-3"
            />
            <WorkerKills kills={kills} />
          </Card>
        )}
        <Card>
          <CardHeader title="Queues" className="pb-3" />
          <QueuesTable queues={queues} />
        </Card>
        <Card>
          <CardHeader
            title="Dead letters"
            description="Jobs of your organization that failed on every attempt, newest first. Running the failed items again removes theirs."
            className="pb-3"
          />
          {letters.length === 0 ? (
            <p className="text-muted-foreground px-4 pb-4 text-sm">None.</p>
          ) : (
            <DeadLettersTable letters={letters} />
          )}
        </Card>
      </div>
    </>
  )
}
