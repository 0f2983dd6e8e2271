import {
  CircleAlert,
  CircleCheck,
  CircleSlash,
  Hourglass,
  LoaderCircle,
  Pause,
  type LucideIcon,
} from 'lucide-react'

import { Badge, type BadgeTone } from '#components/ui/badge.tsx'
import { cn } from '#components/ui/cn.ts'
import type { RunStatus } from '#db/enums.ts'

type Look = { label: string; icon: LucideIcon; tone: BadgeTone }

const looks: Record<RunStatus, Look> = {
  queued: { label: 'Queued', icon: Hourglass, tone: 'neutral' },
  running: { label: 'Running', icon: LoaderCircle, tone: 'accent' },
  completed: { label: 'Completed', icon: CircleCheck, tone: 'outline' },
  failed: { label: 'Could not finish', icon: CircleAlert, tone: 'failed' },
  cancelled: { label: 'Cancelled', icon: CircleSlash, tone: 'neutral' },
}

const pausedLook: Look = { label: 'Paused', icon: Pause, tone: 'review' }

type RunStatusBadgeProps = { status: RunStatus; paused?: boolean }

/** Where a run stands. Says nothing of its verdicts: a completed run may hold failures. */
export function RunStatusBadge({ status, paused = false }: RunStatusBadgeProps) {
  const { label, icon: Icon, tone } = paused ? pausedLook : looks[status]
  return (
    <Badge tone={tone}>
      <Icon className={cn(status === 'running' && !paused && 'animate-spin')} aria-hidden />
      {label}
    </Badge>
  )
}
