import { Plus } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'

import { ConnectionList } from '#app/(dashboard)/settings/integrations/_components/connection-list.tsx'
import { FileFaults } from '#app/(dashboard)/settings/integrations/_components/file-faults.tsx'
import { NoConnection } from '#app/(dashboard)/settings/integrations/_components/no-connection.tsx'
import { PageHeader } from '#components/layout/page-header.tsx'
import { Button } from '#components/ui/button.tsx'
import { requestCtx } from '#lib/http/request-context.ts'
import { findFileState } from '#lib/integrations/managed/file-state.ts'
import { listConnections } from '#lib/integrations/queries.ts'
import { may } from '#lib/platform/auth/authorize.ts'

export const metadata: Metadata = { title: 'Integrations' }

export default async function IntegrationsPage() {
  const ctx = await requestCtx()
  const [connections, file] = await Promise.all([listConnections(ctx), findFileState(ctx)])
  const canWrite = may(ctx.actor, 'integration:write')
  return (
    <>
      <PageHeader
        title="Integrations"
        description="Connections that start runs and that receive their results."
        actions={
          canWrite &&
          connections.length > 0 && (
            <Button asChild>
              <Link href="/settings/integrations/new">
                <Plus aria-hidden /> Connect
              </Link>
            </Button>
          )
        }
      />
      <FileFaults state={file} />
      {connections.length === 0 ? (
        <NoConnection canWrite={canWrite} />
      ) : (
        <ConnectionList connections={connections} />
      )}
    </>
  )
}
