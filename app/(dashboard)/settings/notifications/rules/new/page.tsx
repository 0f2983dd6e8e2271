import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { z } from 'zod'

import { ruleOptions } from '#app/(dashboard)/settings/notifications/rules/_lib/rule-options.ts'
import { NewRule } from '#app/(dashboard)/settings/notifications/rules/new/_components/new-rule.client.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { Card, CardBody } from '#components/ui/card.tsx'
import { notificationEvents } from '#db/enums.ts'
import { requestCtx } from '#lib/http/request-context.ts'
import { RuleConfig } from '#lib/notifications/schema.ts'
import { may } from '#lib/platform/auth/authorize.ts'

export const metadata: Metadata = { title: 'Add rule' }

const list = '/settings/notifications'

const Query = z.object({
  event: z.enum(notificationEvents).catch('test_run_complete'),
  integration_id: z.uuid().optional().catch(undefined),
  suite_id: z.uuid().nullable().catch(null),
})

type NewRulePageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function NewRulePage({ searchParams }: NewRulePageProps) {
  const ctx = await requestCtx()
  if (!may(ctx.actor, 'integration:write')) redirect(list)
  const { event, integration_id, suite_id } = Query.parse(await searchParams)
  const options = await ruleOptions(ctx)
  const connection = options.connections.find(({ value }) => value === integration_id)
  const channel = connection ?? options.connections[0]
  if (!channel) redirect(list)
  return (
    <>
      <PageHeader
        crumbs={[{ label: 'Notifications', href: list }, { label: 'Add rule' }]}
        title="Add rule"
        description="A rule sends one kind of event to one connection."
      />
      <Card className="max-w-4xl">
        <CardBody>
          <NewRule
            options={options}
            initial={{
              event,
              integration_id: channel.value,
              suite_id: options.suites.some(({ value }) => value === suite_id) ? suite_id : null,
              config: RuleConfig.parse({}),
            }}
          />
        </CardBody>
      </Card>
    </>
  )
}
