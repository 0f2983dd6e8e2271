import { CalendarClock, Plus } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'

import { LastRun } from '#app/(dashboard)/settings/schedules/_components/last-run.tsx'
import { EmptyState } from '#components/layout/empty-state.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card } from '#components/ui/card.tsx'
import {
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from '#components/ui/table.tsx'
import { requestCtx } from '#lib/http/request-context.ts'
import { may } from '#lib/platform/auth/authorize.ts'
import { formatInstant } from '#lib/platform/format/instant.ts'
import { cronWords } from '#lib/schedules/cron-words.ts'
import { listSchedules } from '#lib/schedules/queries.ts'
import type { ScheduleView } from '#lib/schedules/schema.ts'

export const metadata: Metadata = { title: 'Schedules' }

function ScheduleRow({ schedule }: { schedule: ScheduleView }) {
  const { id, name, cron, time_zone, next_run_at: next } = schedule
  return (
    <TableRow>
      <TableCell className="max-w-72 min-w-40">
        <Link
          href={`/settings/schedules/${id}`}
          className="block truncate font-medium hover:underline"
        >
          {name}
        </Link>
      </TableCell>
      <TableCell className="min-w-44">
        {cronWords(cron)}
        <span className="text-muted-foreground block text-xs">
          {time_zone.replaceAll('_', ' ')}
        </span>
      </TableCell>
      <TableCell className="whitespace-nowrap tabular-nums">
        {next ? <time dateTime={next}>{formatInstant(next, time_zone)}</time> : <Badge>off</Badge>}
      </TableCell>
      <TableCell className="min-w-44">
        <LastRun schedule={schedule} />
      </TableCell>
    </TableRow>
  )
}

export default async function SchedulesPage() {
  const ctx = await requestCtx()
  const schedules = await listSchedules(ctx)
  const add = may(ctx.actor, 'run:start') && (
    <Button asChild>
      <Link href="/settings/schedules/new">
        <Plus aria-hidden /> Add schedule
      </Link>
    </Button>
  )
  return (
    <>
      <PageHeader
        title="Schedules"
        description="Runs that start automatically, each in its own time zone."
        actions={add}
      />
      {schedules.length === 0 ? (
        <EmptyState
          icon={CalendarClock}
          title="No schedule yet"
          description="Start a run every night, for example, and see in the morning what has changed."
          action={add}
        />
      ) : (
        <Card>
          <Table aria-label="Schedules">
            <TableHead>
              <TableRow>
                <TableHeader>Schedule</TableHeader>
                <TableHeader>When</TableHeader>
                <TableHeader>Next run</TableHeader>
                <TableHeader>Last run</TableHeader>
              </TableRow>
            </TableHead>
            <TableBody>
              {schedules.map((schedule) => (
                <ScheduleRow key={schedule.id} schedule={schedule} />
              ))}
            </TableBody>
          </Table>
        </Card>
      )}
    </>
  )
}
