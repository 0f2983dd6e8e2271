import type { Metadata } from 'next'
import { redirect } from 'next/navigation'

import { scheduleOptions } from '#app/(dashboard)/settings/schedules/_lib/schedule-options.ts'
import { NewSchedule } from '#app/(dashboard)/settings/schedules/new/_components/new-schedule.client.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { Card, CardBody } from '#components/ui/card.tsx'
import { requestCtx } from '#lib/http/request-context.ts'
import { may } from '#lib/platform/auth/authorize.ts'

export const metadata: Metadata = { title: 'Add schedule' }

const list = '/settings/schedules'

export default async function NewSchedulePage() {
  const ctx = await requestCtx()
  if (!may(ctx.actor, 'run:start')) redirect(list)
  return (
    <>
      <PageHeader
        crumbs={[{ label: 'Schedules', href: list }, { label: 'Add schedule' }]}
        title="Add schedule"
        description="A run that starts automatically at set times."
      />
      <Card className="max-w-3xl">
        <CardBody>
          <NewSchedule options={await scheduleOptions(ctx)} />
        </CardBody>
      </Card>
    </>
  )
}
