import Link from 'next/link'

import {
  ConnectionState,
  LastUse,
} from '#app/(dashboard)/settings/integrations/_components/connection-state.tsx'
import { KindIcon } from '#app/(dashboard)/settings/integrations/_components/kind-icon.tsx'
import { ManagedBadge } from '#app/(dashboard)/settings/integrations/_components/managed-badge.tsx'
import { Card } from '#components/ui/card.tsx'
import { describeIntegration } from '#lib/engines/vendors/registry.ts'
import type { ConnectionView } from '#lib/integrations/schema.ts'

function ConnectionItem({ connection }: { connection: ConnectionView }) {
  const { label, capabilities } = describeIntegration(connection.kind)
  return (
    <li className="hover:bg-accent/40 relative flex gap-3 px-4 py-3 transition-colors">
      <KindIcon kind={connection.kind} />
      <div className="grid min-w-0 flex-1 gap-x-6 gap-y-1.5 md:grid-cols-[minmax(0,1fr)_minmax(0,1.6fr)]">
        <div className="min-w-0">
          <h2 className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm font-medium">
            <Link
              href={`/settings/integrations/${connection.id}`}
              className="min-w-0 break-words after:absolute after:inset-0 hover:underline"
            >
              {connection.name}
            </Link>
            <ManagedBadge source={connection.source} />
          </h2>
          <p className="text-muted-foreground text-xs">{label}</p>
        </div>
        <div className="min-w-0 space-y-1">
          <ConnectionState connection={connection} />
          <LastUse connection={connection} receives={capabilities.receives} />
        </div>
      </div>
    </li>
  )
}

export function ConnectionList({ connections }: { connections: ConnectionView[] }) {
  return (
    <Card aria-label="Connections">
      <ul className="divide-y">
        {connections.map((connection) => (
          <ConnectionItem key={connection.id} connection={connection} />
        ))}
      </ul>
    </Card>
  )
}
