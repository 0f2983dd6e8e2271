import type { Metadata } from 'next'

import { DeadLetterFilters } from '#app/(dashboard)/settings/queues/_components/dead-letter-filters.tsx'
import { DeadLetters } from '#app/(dashboard)/settings/queues/_components/dead-letters.client.tsx'
import { QueuesTable } from '#app/(dashboard)/settings/queues/_components/queues-table.tsx'
import { WorkerKills } from '#app/(dashboard)/settings/queues/_components/worker-kills.tsx'
import { WorkersTable } from '#app/(dashboard)/settings/queues/_components/workers-table.tsx'
import {
  DeadLetterAddress,
  queuesHref,
} from '#app/(dashboard)/settings/queues/_lib/dead-letter-query.ts'
import { EmptyState } from '#components/layout/empty-state.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { LiveRefresh } from '#components/live/live-refresh.client.tsx'
import { Card, CardHeader } from '#components/ui/card.tsx'
import { Pagination } from '#components/ui/pagination.tsx'
import { findDeadLetters } from '#lib/dead-letters/queries.ts'
import type { DeadLetterView } from '#lib/dead-letters/views.ts'
import { requestCtx } from '#lib/http/request-context.ts'
import { may } from '#lib/platform/auth/authorize.ts'
import { sightOf } from '#lib/platform/auth/sight.ts'
import { jobNames } from '#lib/platform/jobs/catalog.ts'
import { listWorkers, toWorkerView } from '#lib/platform/jobs/list-workers.ts'
import { listVisibleQueues } from '#lib/platform/jobs/queue-depths.ts'
import { listWorkerKills } from '#lib/runs/list-worker-kills.ts'

export const metadata: Metadata = { title: 'Workers and queues' }

type DeadLettersCardProps = {
  query: DeadLetterAddress
  letters: DeadLetterView[]
  mayChange: boolean
}

function DeadLettersCard({ query, letters, mayChange }: DeadLettersCardProps) {
  const isFiltered = query.queue !== undefined || query.search !== undefined
  return (
    <Card>
      <CardHeader
        title="Dead letters"
        description="Jobs that failed on every attempt, newest first. Requeueing sends a job to its queue again with all its attempts; discarding removes it. Running the failed items of a run again removes theirs."
        className="pb-3"
      />
      {(letters.length > 0 || isFiltered) && <DeadLetterFilters query={query} queues={jobNames} />}
      {letters.length === 0 ? (
        <p className="text-muted-foreground px-4 pb-4 text-sm">
          {isFiltered ? 'None matches.' : 'None.'}
        </p>
      ) : (
        <DeadLetters letters={letters} mayChange={mayChange} />
      )}
    </Card>
  )
}

type QueuesPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function QueuesPage({ searchParams }: QueuesPageProps) {
  const ctx = await requestCtx()
  const query = DeadLetterAddress.parse(await searchParams)
  const [workers, queues, letters, sight, kills] = await Promise.all([
    listWorkers(ctx.db),
    listVisibleQueues(ctx),
    findDeadLetters(ctx, { ...query, limit: 100 }),
    sightOf(ctx),
    listWorkerKills(ctx),
  ])
  return (
    <>
      <LiveRefresh on={['run', 'queue']} everyMs={2_000} />
      <PageHeader
        title="Workers and queues"
        description={`The processes that make the calls, and the jobs that wait for them, of ${sight.everyone ? 'the whole installation' : 'your organization'}.`}
      />
      <div className="space-y-4">
        <Card>
          <CardHeader title="Workers" className="pb-3" />
          {workers.length > 0 ? (
            <WorkersTable workers={workers.map((worker) => toWorkerView(worker, sight))} />
          ) : (
            <EmptyState
              title="No worker is running"
              description="Runs wait until one is. Start the application with npm start, or a worker of its own."
              className="m-4 mt-0"
            />
          )}
        </Card>
        <WorkerKills kills={kills} />
        <Card>
          <CardHeader title="Queues" className="pb-3" />
          <QueuesTable queues={queues} />
        </Card>
        <DeadLettersCard
          query={query}
          letters={letters.data}
          mayChange={may(ctx.actor, 'queue:write')}
        />
        <Pagination
          newerHref={query.cursor === undefined ? null : queuesHref(query, null)}
          olderHref={letters.next_cursor === null ? null : queuesHref(query, letters.next_cursor)}
          newerLabel="Newest"
        />
      </div>
    </>
  )
}
