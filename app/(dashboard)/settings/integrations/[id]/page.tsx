import type { Metadata } from 'next'
import { cache } from 'react'

import { foundOr404, idOr404 } from '#app/(dashboard)/_lib/found-or-404.ts'
import { verifiedWords } from '#app/(dashboard)/settings/_lib/decision-words.ts'
import { ChoiceCard } from '#app/(dashboard)/settings/integrations/[id]/_components/choice-card.tsx'
import { DeleteConnection } from '#app/(dashboard)/settings/integrations/[id]/_components/delete-connection.client.tsx'
import { EditConnection } from '#app/(dashboard)/settings/integrations/[id]/_components/edit-connection.client.tsx'
import { EnabledSwitch } from '#app/(dashboard)/settings/integrations/[id]/_components/enabled-switch.client.tsx'
import { HistoryCard } from '#app/(dashboard)/settings/integrations/[id]/_components/history-card.tsx'
import {
  ReceivingCards,
  SetupCard,
} from '#app/(dashboard)/settings/integrations/[id]/_components/receiving-cards.tsx'
import { RecentDeliveries } from '#app/(dashboard)/settings/integrations/[id]/_components/recent-deliveries.tsx'
import { SecretList } from '#app/(dashboard)/settings/integrations/[id]/_components/secret-list.tsx'
import { TriggersCard } from '#app/(dashboard)/settings/integrations/[id]/_components/triggers-card.tsx'
import { UndeliveredCard } from '#app/(dashboard)/settings/integrations/[id]/_components/undelivered-card.tsx'
import {
  ConnectionState,
  LastUse,
} from '#app/(dashboard)/settings/integrations/_components/connection-state.tsx'
import {
  editForm,
  factsOfForm,
  secretTitles,
} from '#app/(dashboard)/settings/integrations/_components/integration-form.tsx'
import { ManagedBadge } from '#app/(dashboard)/settings/integrations/_components/managed-badge.tsx'
import {
  SendTestMessage,
  TestConnection,
} from '#app/(dashboard)/settings/integrations/_components/test-connection.client.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { Card, CardBody, CardHeader } from '#components/ui/card.tsx'
import { CodeBlock } from '#components/ui/code-block.tsx'
import { describeIntegration } from '#lib/engines/vendors/registry.ts'
import { requestCtx } from '#lib/http/request-context.ts'
import { getConnection } from '#lib/integrations/queries.ts'
import type { ConnectionView } from '#lib/integrations/schema.ts'
import { may } from '#lib/platform/auth/authorize.ts'
import type { Ctx } from '#lib/platform/context.ts'

type ConnectionPageProps = { params: Promise<{ id: string }> }

const load = cache(async (text: string) => {
  const ctx = await requestCtx()
  return { ctx, connection: await foundOr404(getConnection(ctx, idOr404(text))) }
})

export async function generateMetadata({ params }: ConnectionPageProps): Promise<Metadata> {
  return { title: (await load((await params).id)).connection.name }
}

const managedBy = {
  file: 'Set up by the integrations file of the server: change it there. It can be tested here.',
  environment: 'Set up by the environment of the server: change it there. It can be tested here.',
}

type CardProps = {
  connection: ConnectionView
  /** whether one may change it here */
  canEdit: boolean
}

function StateCard({ connection, canEdit, isAdmin }: CardProps & { isAdmin: boolean }) {
  const { capabilities } = describeIntegration(connection.kind)
  const verified = connection.state.last_verified_by
  return (
    <Card>
      <CardHeader title="State" />
      <CardBody className="space-y-3">
        <ConnectionState connection={connection} />
        <LastUse connection={connection} receives={capabilities.receives} />
        {verified !== undefined && (
          <p className="text-muted-foreground text-xs">
            Last delivery verified by: {verifiedWords(verified)}
          </p>
        )}
        {isAdmin && <TestConnection id={connection.id} />}
        {isAdmin && capabilities.notifies && <SendTestMessage id={connection.id} />}
        {canEdit && <EnabledSwitch id={connection.id} isEnabled={connection.is_enabled} />}
      </CardBody>
    </Card>
  )
}

function SettingsCard({ connection, canEdit }: CardProps) {
  const { id, kind, name, config, source, version } = connection
  const form = editForm(kind)
  return (
    <Card>
      <CardHeader
        title="Settings"
        {...(source !== 'settings' && { description: managedBy[source] })}
      />
      <CardBody>
        {canEdit ? (
          <EditConnection
            // Made anew when what it shows was saved, so not while somebody types and tests.
            key={`${version} ${JSON.stringify(connection.secrets)}`}
            id={id}
            {...form}
            name={name}
            values={config}
            facts={factsOfForm(connection, form)}
          />
        ) : (
          <div className="space-y-3">
            <SecretList titles={secretTitles(kind)} facts={factsOfForm(connection, form)} />
            <CodeBlock label="Settings" code={JSON.stringify(config, null, 2)} />
          </div>
        )}
      </CardBody>
    </Card>
  )
}

function Undelivered({ ctx, connection }: { ctx: Ctx; connection: ConnectionView }) {
  if (!may(ctx.actor, 'delivery:read')) return null
  const { id, name } = connection
  return (
    <UndeliveredCard ctx={ctx} id={id} name={name} canSend={may(ctx.actor, 'delivery:write')} />
  )
}

export default async function ConnectionPage({ params }: ConnectionPageProps) {
  const { ctx, connection } = await load((await params).id)
  const { label, summary, capabilities } = describeIntegration(connection.kind)
  const isAdmin = may(ctx.actor, 'integration:write')
  const canEdit = isAdmin && connection.source === 'settings'
  return (
    <>
      <PageHeader
        crumbs={[
          { label: 'Integrations', href: '/settings/integrations' },
          { label: connection.name },
        ]}
        title={connection.name}
        badges={<ManagedBadge source={connection.source} />}
        description={`${label}. ${summary}`}
        actions={canEdit && <DeleteConnection id={connection.id} name={connection.name} />}
      />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <div className="min-w-0 space-y-4 xl:col-start-2 xl:row-start-1">
          <StateCard connection={connection} canEdit={canEdit} isAdmin={isAdmin} />
          <ChoiceCard connection={connection} canEdit={canEdit} />
          <Undelivered ctx={ctx} connection={connection} />
          {capabilities.receives && <ReceivingCards connection={connection} canWrite={canEdit} />}
        </div>
        <div className="min-w-0 space-y-4">
          {capabilities.receives && (
            <TriggersCard ctx={ctx} connectionId={connection.id} canWrite={canEdit} />
          )}
          {capabilities.receives && may(ctx.actor, 'delivery:read') && (
            <RecentDeliveries ctx={ctx} id={connection.id} />
          )}
          <SetupCard connection={connection} canWrite={canEdit} />
          <SettingsCard connection={connection} canEdit={canEdit} />
          <HistoryCard ctx={ctx} id={connection.id} />
        </div>
      </div>
    </>
  )
}
