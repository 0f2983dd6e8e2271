import { Lock } from 'lucide-react'

import { Badge } from '#components/ui/badge.tsx'
import type { ConnectionView } from '#lib/integrations/schema.ts'

/** Of a connection that is set up outside of the application; nothing for the others. */
export function ManagedBadge({ source }: { source: ConnectionView['source'] }) {
  if (source === 'settings') return null
  return (
    <Badge tone="outline">
      <Lock aria-hidden /> managed by {source === 'file' ? 'file' : 'environment'}
    </Badge>
  )
}
