import Link from 'next/link'

import { KindIcon } from '#app/(dashboard)/settings/integrations/_components/kind-icon.tsx'
import { describeIntegrations, type IntegrationDescription } from '#lib/engines/vendors/registry.ts'

const abilities = ({ capabilities }: IntegrationDescription) =>
  [
    capabilities.receives && 'starts runs',
    capabilities.posts && 'commit status',
    capabilities.notifies && 'messages',
    capabilities.tracks && 'issues',
  ].filter((word) => word !== false)

/** All that can be connected, each a link to its form. */
export function KindCards() {
  return (
    <ul className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3" aria-label="What can be connected">
      {describeIntegrations().map((one) => (
        <li
          key={one.kind}
          className="bg-card hover:border-primary/60 relative flex gap-3 rounded-lg border p-4 shadow-xs transition-colors"
        >
          <KindIcon kind={one.kind} />
          <div className="min-w-0 space-y-1">
            <Link
              href={`/settings/integrations/new?kind=${one.kind}`}
              className="text-sm font-medium after:absolute after:inset-0 hover:underline"
            >
              {one.label}
            </Link>
            <p className="text-muted-foreground text-sm text-pretty">{one.summary}</p>
            <p className="text-muted-foreground text-xs">{abilities(one).join(' · ')}</p>
          </div>
        </li>
      ))}
    </ul>
  )
}
