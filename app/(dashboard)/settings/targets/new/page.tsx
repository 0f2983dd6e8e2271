import type { Metadata } from 'next'
import { redirect } from 'next/navigation'

import { EditTarget } from '#app/(dashboard)/settings/targets/_components/edit-target.client.tsx'
import { connectorOptions } from '#app/(dashboard)/settings/targets/_lib/connector-options.ts'
import { PageHeader } from '#components/layout/page-header.tsx'
import { Card, CardBody } from '#components/ui/card.tsx'
import { requestCtx } from '#lib/http/request-context.ts'
import { may } from '#lib/platform/auth/authorize.ts'

export const metadata: Metadata = { title: 'Add target' }

export default async function NewTargetPage() {
  const ctx = await requestCtx()
  if (!may(ctx.actor, 'target:write')) redirect('/settings/targets')
  return (
    <>
      <PageHeader
        crumbs={[{ label: 'Targets', href: '/settings/targets' }, { label: 'Add target' }]}
        title="Add target"
        description={
          may(ctx.actor, 'target:secrets')
            ? 'Credentials are kept encrypted and never shown again.'
            : 'An administrator adds the credentials afterwards.'
        }
      />
      <Card className="max-w-4xl">
        <CardBody>
          <EditTarget connectors={connectorOptions(ctx)} target={null} />
        </CardBody>
      </Card>
    </>
  )
}
