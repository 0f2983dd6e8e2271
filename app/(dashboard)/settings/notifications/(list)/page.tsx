import { BellPlus, Plug, ScrollText } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'

import { RuleMatrix } from '#app/(dashboard)/settings/notifications/_components/rule-matrix.tsx'
import { SuiteRulesTable } from '#app/(dashboard)/settings/notifications/_components/suite-rules-table.tsx'
import { listChannels } from '#app/(dashboard)/settings/notifications/_lib/channels.ts'
import { EmptyState } from '#components/layout/empty-state.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card, CardHeader } from '#components/ui/card.tsx'
import { requestCtx } from '#lib/http/request-context.ts'
import { listRules } from '#lib/notifications/rules/rule-queries.ts'
import { may } from '#lib/platform/auth/authorize.ts'

export const metadata: Metadata = { title: 'Notifications' }

const newRule = '/settings/notifications/rules/new'

function Actions({ log, add }: { log: boolean; add: boolean }) {
  return (
    <>
      {log && (
        <Button asChild variant="outline">
          <Link href="/settings/notifications/log">
            <ScrollText aria-hidden /> Outgoing log
          </Link>
        </Button>
      )}
      {add && (
        <Button asChild>
          <Link href={newRule}>
            <BellPlus aria-hidden /> Add rule
          </Link>
        </Button>
      )}
    </>
  )
}

function NoChannel({ canWrite }: { canWrite: boolean }) {
  return (
    <EmptyState
      icon={Plug}
      title="No connection can send messages yet"
      description={
        canWrite
          ? 'Connect Slack, e-mail or a webhook first, then choose here what is sent to each.'
          : 'An administrator must connect Slack, e-mail or a webhook first.'
      }
      action={
        canWrite && (
          <Button asChild>
            <Link href="/settings/integrations/new">
              <Plug aria-hidden /> Add a connection
            </Link>
          </Button>
        )
      }
    />
  )
}

export default async function NotificationsPage() {
  const ctx = await requestCtx()
  const now = new Date()
  const [rules, channels] = await Promise.all([listRules(ctx), listChannels(ctx)])
  const canWrite = may(ctx.actor, 'integration:write')
  const ofSuites = rules.filter(({ suite }) => suite !== null)
  return (
    <>
      <PageHeader
        title="Notifications"
        description="Which events are sent to which connection."
        actions={
          <Actions log={may(ctx.actor, 'delivery:read')} add={canWrite && channels.length > 0} />
        }
      />
      {channels.length === 0 ? (
        <NoChannel canWrite={canWrite} />
      ) : (
        <div className="space-y-4">
          <Card>
            <CardHeader
              title="For all suites"
              description="Commit statuses, pull request comments and issues need no rule: they follow the settings of their connection."
              className="pb-3"
            />
            <RuleMatrix
              channels={channels}
              rules={rules.filter(({ suite }) => suite === null)}
              canWrite={canWrite}
              now={now}
            />
          </Card>
          <Card>
            <CardHeader
              title="For single suites"
              description="A suite that has rules of its own for an event follows only them."
              className="pb-3"
            />
            {ofSuites.length > 0 ? (
              <SuiteRulesTable rules={ofSuites} now={now} />
            ) : (
              <p className="text-muted-foreground px-4 pb-4 text-sm">
                None: every suite follows the rules above.
              </p>
            )}
          </Card>
        </div>
      )}
    </>
  )
}
