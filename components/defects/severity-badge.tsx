import { ChevronDown, ChevronsUp, ChevronUp, Equal, type LucideIcon } from 'lucide-react'

import { Badge, type BadgeTone } from '#components/ui/badge.tsx'
import type { DefectView } from '#lib/defects/schema.ts'

type Severity = DefectView['severity']

export const severityLooks: Record<Severity, { label: string; icon: LucideIcon; tone: BadgeTone }> =
  {
    critical: { label: 'Critical', icon: ChevronsUp, tone: 'failed' },
    high: { label: 'High', icon: ChevronUp, tone: 'invalid' },
    medium: { label: 'Medium', icon: Equal, tone: 'neutral' },
    low: { label: 'Low', icon: ChevronDown, tone: 'outline' },
  }

/** How grave a defect is: the word, a shape, and a hue. */
export function SeverityBadge({ severity }: { severity: Severity }) {
  const { label, icon: Icon, tone } = severityLooks[severity]
  return (
    <Badge tone={tone}>
      <Icon strokeWidth={2.5} aria-hidden />
      {label}
    </Badge>
  )
}
