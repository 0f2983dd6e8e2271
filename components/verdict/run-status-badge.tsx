import {
  CircleAlert,
  CircleCheck,
  CircleSlash,
  Hourglass,
  LoaderCircle,
  type LucideIcon,
} from 'lucide-react'

import { Badge, type BadgeTone } from '#components/ui/badge.tsx'
import { cn } from '#components/ui/cn.ts'
import type { RunStatus } from '#db/enums.ts'

const looks: Record<RunStatus, { label: string; icon: LucideIcon; tone: BadgeTone }> = {
  queued: { label: 'Queued', icon: Hourglass, tone: 'neutral' },
  running: { label: 'Running', icon: LoaderCircle, tone: 'accent' },
  completed: { label: 'Completed', icon: CircleCheck, tone: 'outline' },
  failed: { label: 'Could not finish', icon: CircleAlert, tone: 'failed' },
  cancelled: { label: 'Cancelled', icon: CircleSlash, tone: 'neutral' },
}

/** Where a run stands. Says nothing of its verdicts: a completed run may hold failures. */
export function RunStatusBadge({ status }: { status: RunStatus }) {
  const { label, icon: Icon, tone } = looks[status]
  return (
    <Badge tone={tone}>
      <Icon className={cn(status === 'running' && 'animate-spin')} aria-hidden />
      {label}
    </Badge>
  )
}
