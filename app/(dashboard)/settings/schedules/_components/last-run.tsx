import Link from 'next/link'

import { Time } from '#components/ui/time.client.tsx'
import { RunStatusBadge } from '#components/verdict/run-status-badge.tsx'
import type { ScheduleView } from '#lib/schedules/schema.ts'

/** What the schedule last did, and why it did nothing where that is so. */
export function LastRun({ schedule }: { schedule: ScheduleView }) {
  const { last_run: run, last_started_at: at, last_problem: problem } = schedule
  return (
    <div className="space-y-1 text-sm">
      {run && at ? (
        <p className="flex flex-wrap items-center gap-2">
          <Link href={`/runs/${run.id}`} className="hover:underline">
            <Time value={at} style="ago" />
          </Link>
          <RunStatusBadge status={run.status} />
        </p>
      ) : (
        <p className="text-muted-foreground">Not yet</p>
      )}
      {problem && <p className="text-failed text-pretty">{problem}</p>}
    </div>
  )
}
