import { FileLock } from 'lucide-react'

import { Badge } from '#components/ui/badge.tsx'
import type { RuleView } from '#lib/notifications/schema.ts'

const labels = { file: 'managed by file', environment: 'managed by environment' }

/** Tells that something is set up outside of the application; nothing for what is set up here. */
export function SourceBadge({ source }: { source: RuleView['source'] }) {
  if (source === 'settings') return null
  return (
    <Badge tone="outline">
      <FileLock aria-hidden /> {labels[source]}
    </Badge>
  )
}
