import type { Metadata } from 'next'
import { cache } from 'react'

import { foundOr404, idOr404 } from '#app/(dashboard)/_lib/found-or-404.ts'
import { EditSchedule } from '#app/(dashboard)/settings/schedules/[id]/_components/edit-schedule.client.tsx'
import {
  RunNow,
  ScheduleSwitch,
} from '#app/(dashboard)/settings/schedules/[id]/_components/schedule-controls.client.tsx'
import { LastRun } from '#app/(dashboard)/settings/schedules/_components/last-run.tsx'
import { Upcoming } from '#app/(dashboard)/settings/schedules/_components/upcoming.tsx'
import { scheduleOptions } from '#app/(dashboard)/settings/schedules/_lib/schedule-options.ts'
import { deleteScheduleAction } from '#app/(dashboard)/settings/schedules/actions.ts'
import { PageHeader } from '#components/layout/page-header.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Card, CardBody, CardHeader } from '#components/ui/card.tsx'
import { DeleteButton } from '#components/ui/delete-button.client.tsx'
import { requestCtx } from '#lib/http/request-context.ts'
import { may } from '#lib/platform/auth/authorize.ts'
import { StartRunInput } from '#lib/runs/schema.ts'
import { cronWords } from '#lib/schedules/cron-words.ts'
import { getSchedule } from '#lib/schedules/queries.ts'

type SchedulePageProps = { params: Promise<{ id: string }> }

const load = cache(async (text: string) => {
  const ctx = await requestCtx()
  return { ctx, schedule: await foundOr404(getSchedule(ctx, idOr404(text))) }
})

export async function generateMetadata({ params }: SchedulePageProps): Promise<Metadata> {
  return { title: (await load((await params).id)).schedule.name }
}

export default async function SchedulePage({ params }: SchedulePageProps) {
  const { ctx, schedule } = await load((await params).id)
  const { id, name, cron, time_zone, skip_while_running } = schedule
  const canWrite = may(ctx.actor, 'run:start')
  const request = StartRunInput.safeParse(schedule.request)
  return (
    <>
      <PageHeader
        crumbs={[{ label: 'Schedules', href: '/settings/schedules' }, { label: name }]}
        title={name}
        badges={
          <Badge tone={schedule.is_active ? 'passed' : 'neutral'}>
            {schedule.is_active ? 'on' : 'off'}
          </Badge>
        }
        description={`${cronWords(cron)} (${time_zone.replaceAll('_', ' ')})`}
        actions={
          canWrite && (
            <>
              <RunNow id={id} />
              <DeleteButton
                kind="schedule"
                name={name}
                consequences="It starts no more runs. The runs that it has started stay."
                onDelete={deleteScheduleAction.bind(null, id)}
              />
            </>
          )
        }
      />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        {canWrite && (
          <Card className="max-w-3xl">
            <CardHeader title="Schedule" />
            <CardBody>
              <EditSchedule
                key={schedule.updated_at}
                id={id}
                options={await scheduleOptions(ctx)}
                initial={{ name, cron, time_zone, skip_while_running }}
                request={request.data ?? {}}
              />
            </CardBody>
          </Card>
        )}
        <div className="min-w-0 space-y-4">
          {canWrite && (
            <Card>
              <CardHeader title="State" />
              <CardBody>
                <ScheduleSwitch id={id} isActive={schedule.is_active} />
              </CardBody>
            </Card>
          )}
          <Card>
            <CardHeader title="Last run" />
            <CardBody>
              <LastRun schedule={schedule} />
            </CardBody>
          </Card>
          <Card>
            <CardHeader
              title="Next runs"
              description={schedule.is_active ? undefined : 'If the schedule were on.'}
            />
            <CardBody>
              <Upcoming times={schedule.upcoming} timeZone={time_zone} />
            </CardBody>
          </Card>
        </div>
      </div>
    </>
  )
}
