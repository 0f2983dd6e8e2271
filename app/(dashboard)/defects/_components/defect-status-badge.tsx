import { Archive, CircleCheck, CircleDot, RotateCcw, Wrench, type LucideIcon } from 'lucide-react'

import { Badge, type BadgeTone } from '#components/ui/badge.tsx'
import type { DefectView } from '#lib/defects/schema.ts'

type DefectStatus = DefectView['status']

export const defectStatusLooks: Record<
  DefectStatus,
  { label: string; icon: LucideIcon; tone: BadgeTone }
> = {
  open: { label: 'Open', icon: CircleDot, tone: 'outline' },
  in_progress: { label: 'In progress', icon: Wrench, tone: 'accent' },
  resolved: { label: 'Resolved', icon: CircleCheck, tone: 'passed' },
  closed: { label: 'Closed', icon: Archive, tone: 'neutral' },
  reopened: { label: 'Reopened', icon: RotateCcw, tone: 'invalid' },
}

export function DefectStatusBadge({ status }: { status: DefectStatus }) {
  const { label, icon: Icon, tone } = defectStatusLooks[status]
  return (
    <Badge tone={tone}>
      <Icon aria-hidden />
      {label}
    </Badge>
  )
}
