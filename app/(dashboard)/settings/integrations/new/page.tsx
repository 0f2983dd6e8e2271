import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { z } from 'zod'

import { foundOr404 } from '#app/(dashboard)/_lib/found-or-404.ts'
import { newForm } from '#app/(dashboard)/settings/integrations/_components/integration-form.tsx'
import { KindCards } from '#app/(dashboard)/settings/integrations/_components/kind-cards.tsx'
import { hookAddress, isLocal } from '#app/(dashboard)/settings/integrations/_lib/hook-addresses.ts'
import { ConnectWizard } from '#app/(dashboard)/settings/integrations/new/_components/connect-wizard.client.tsx'
import {
  Steps,
  type StepName,
} from '#app/(dashboard)/settings/integrations/new/_components/steps.tsx'
import type { NewConnection } from '#app/(dashboard)/settings/integrations/new/_lib/new-connection.ts'
import { PageHeader } from '#components/layout/page-header.tsx'
import {
  describeIntegration,
  getIntegration,
  integrationKinds,
} from '#lib/engines/vendors/registry.ts'
import { requestCtx } from '#lib/http/request-context.ts'
import { getConnection } from '#lib/integrations/queries.ts'
import { may } from '#lib/platform/auth/authorize.ts'
import type { Ctx } from '#lib/platform/context.ts'

export const metadata: Metadata = { title: 'Connect' }

const Query = z.object({
  kind: z.enum(integrationKinds).optional().catch(undefined),
  connection: z.uuid().optional().catch(undefined),
  step: z.enum(['receive', 'test']).catch('test'),
})
type Query = z.output<typeof Query>

type NewPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** The connection of the later steps, which exists by then. */
async function loadNewConnection(ctx: Ctx, id: string): Promise<NewConnection & { kind: string }> {
  const { kind, name, secrets } = await foundOr404(getConnection(ctx, id))
  const address = hookAddress(id)
  const setup = getIntegration(kind).hookSetup?.(address) ?? null
  return { id, kind, name, stored: Object.keys(secrets), setup, isLocal: isLocal(address) }
}

const stepOf = ({ kind, connection, step }: Query): StepName =>
  connection === undefined ? (kind === undefined ? 'choose' : 'settings') : step

export default async function NewIntegrationPage({ searchParams }: NewPageProps) {
  const ctx = await requestCtx()
  if (!may(ctx.actor, 'integration:write')) redirect('/settings/integrations')
  const query = Query.parse(await searchParams)
  const step = stepOf(query)
  const made =
    query.connection === undefined ? null : await loadNewConnection(ctx, query.connection)
  const kind = made?.kind ?? query.kind
  const integration = kind === undefined ? null : describeIntegration(kind)
  return (
    <>
      <PageHeader
        crumbs={[
          { label: 'Integrations', href: '/settings/integrations' },
          { label: integration ? `Connect ${integration.label}` : 'Connect' },
        ]}
        title={integration ? `Connect ${integration.label}` : 'Connect'}
        description={
          integration?.summary ?? 'Choose what to connect; everything can be changed later.'
        }
      />
      <Steps current={step} receives={integration === null || integration.capabilities.receives} />
      {integration === null || kind === undefined ? (
        <KindCards />
      ) : (
        <ConnectWizard
          key={kind}
          kind={kind}
          label={integration.label}
          receives={integration.capabilities.receives}
          notifies={integration.capabilities.notifies}
          form={newForm(kind)}
          made={made}
          step={step === 'choose' ? 'settings' : step}
        />
      )}
    </>
  )
}
