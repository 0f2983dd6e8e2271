import type { Metadata } from 'next'
import Link from 'next/link'
import { cache } from 'react'

import { foundOr404, idOr404 } from '#app/(dashboard)/_lib/found-or-404.ts'
import { RuleState } from '#app/(dashboard)/settings/notifications/_components/rule-state.tsx'
import { SourceBadge } from '#app/(dashboard)/settings/notifications/_components/source-badge.tsx'
import { eventTexts } from '#app/(dashboard)/settings/notifications/_lib/event-texts.ts'
import { isMuted, unreachedRules } from '#app/(dashboard)/settings/notifications/_lib/rule-texts.ts'
import { deleteRuleAction } from '#app/(dashboard)/settings/notifications/actions.ts'
import { EditRule } from '#app/(dashboard)/settings/notifications/rules/[id]/_components/edit-rule.client.tsx'
import { MuteRule } from '#app/(dashboard)/settings/notifications/rules/[id]/_components/mute-rule.client.tsx'
import { RuleFacts } from '#app/(dashboard)/settings/notifications/rules/[id]/_components/rule-facts.tsx'
import { RuleSwitch } from '#app/(dashboard)/settings/notifications/rules/[id]/_components/rule-switch.client.tsx'
import { ruleOptions } from '#app/(dashboard)/settings/notifications/rules/_lib/rule-options.ts'
import { PageHeader } from '#components/layout/page-header.tsx'
import { Button } from '#components/ui/button.tsx'
import { Card, CardBody, CardHeader } from '#components/ui/card.tsx'
import { DeleteButton } from '#components/ui/delete-button.client.tsx'
import { requestCtx } from '#lib/http/request-context.ts'
import { getRule, listRules } from '#lib/notifications/rules/rule-queries.ts'
import type { RuleView } from '#lib/notifications/schema.ts'
import { may } from '#lib/platform/auth/authorize.ts'

type RulePageProps = { params: Promise<{ id: string }> }

const list = '/settings/notifications'
const places = { file: 'the integrations file', environment: 'the environment of the server' }

const load = cache(async (text: string) => {
  const ctx = await requestCtx()
  const id = idOr404(text)
  const [rule, rules] = await foundOr404(Promise.all([getRule(ctx, id), listRules(ctx)]))
  return { ctx, rule, unreached: unreachedRules(rules).has(id) }
})

const titleOf = ({ event, connection }: RuleView) =>
  `${eventTexts[event].label} to ${connection.name}`

export async function generateMetadata({ params }: RulePageProps): Promise<Metadata> {
  return { title: titleOf((await load((await params).id)).rule) }
}

function Controls({ rule, now }: { rule: RuleView; now: Date }) {
  return (
    <>
      {rule.source === 'settings' && (
        <Card>
          <CardHeader title="State" />
          <CardBody>
            <RuleSwitch id={rule.id} isEnabled={rule.is_enabled} />
          </CardBody>
        </Card>
      )}
      <Card>
        <CardHeader title="Mute" description="For maintenance, or while somebody works on it." />
        <CardBody>
          <MuteRule id={rule.id} mutedUntil={isMuted(rule, now) ? rule.muted_until : null} />
        </CardBody>
      </Card>
    </>
  )
}

function LogLink({ rule }: { rule: RuleView }) {
  const query = new URLSearchParams({ event: rule.event, integration_id: rule.connection.id })
  return (
    <Button asChild variant="outline">
      <Link href={`${list}/log?${query}`}>What was sent</Link>
    </Button>
  )
}

export default async function RulePage({ params }: RulePageProps) {
  const { ctx, rule, unreached } = await load((await params).id)
  const now = new Date()
  const { source } = rule
  const mayWrite = may(ctx.actor, 'integration:write')
  const canWrite = mayWrite && source === 'settings'
  const draft = {
    event: rule.event,
    config: rule.config,
    integration_id: rule.connection.id,
    suite_id: rule.suite?.id ?? null,
  }
  return (
    <>
      <PageHeader
        crumbs={[{ label: 'Notifications', href: list }, { label: titleOf(rule) }]}
        title={titleOf(rule)}
        badges={
          <>
            <RuleState rule={rule} unreached={unreached} now={now} />
            <SourceBadge source={source} />
          </>
        }
        description={
          <>
            {eventTexts[rule.event].explanation}
            {rule.suite && ` Of the suite ${rule.suite.name} only.`}
          </>
        }
        actions={
          <>
            {may(ctx.actor, 'delivery:read') && <LogLink rule={rule} />}
            {canWrite && (
              <DeleteButton
                kind="rule"
                consequences={`${rule.connection.name} no longer receives this event. What the rule has sent stays in the log.`}
                onDelete={deleteRuleAction.bind(null, rule.id)}
              />
            )}
          </>
        }
      />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <Card>
          <CardHeader
            title="Rule"
            {...(source !== 'settings' && {
              description: `It is set up by ${places[source]}; change it there.`,
            })}
          />
          <CardBody>
            {canWrite ? (
              <EditRule
                key={rule.updated_at}
                id={rule.id}
                options={await ruleOptions(ctx)}
                initial={draft}
              />
            ) : (
              <RuleFacts rule={rule} />
            )}
          </CardBody>
        </Card>
        {mayWrite && (
          <div className="min-w-0 space-y-4">
            <Controls rule={rule} now={now} />
          </div>
        )}
      </div>
    </>
  )
}
