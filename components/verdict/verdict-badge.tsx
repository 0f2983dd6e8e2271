import {
  Check,
  CircleDashed,
  CircleSlash,
  EyeOff,
  LoaderCircle,
  RotateCcw,
  TriangleAlert,
  X,
  type LucideIcon,
} from 'lucide-react'

import { Badge, type BadgeTone } from '#components/ui/badge.tsx'
import { cn } from '#components/ui/cn.ts'
import type { Outcome } from '#components/verdict/types.ts'

/** Each outcome has its own word, shape and hue, so that none is told by colour alone. */
export const outcomeLooks: Record<
  Outcome,
  { label: string; icon: LucideIcon; tone: BadgeTone; mark: string }
> = {
  passed: { label: 'Passed', icon: Check, tone: 'passed', mark: 'bg-passed-mark' },
  failed: { label: 'Failed', icon: X, tone: 'failed', mark: 'bg-failed-mark' },
  invalid: {
    label: 'Invalid',
    icon: TriangleAlert,
    tone: 'invalid',
    mark: 'bg-invalid-mark hatch',
  },
  pending: { label: 'Pending', icon: CircleDashed, tone: 'neutral', mark: 'bg-idle-mark' },
  running: { label: 'Running', icon: LoaderCircle, tone: 'accent', mark: 'bg-running-mark' },
  cancelled: { label: 'Cancelled', icon: CircleSlash, tone: 'neutral', mark: 'bg-idle-mark' },
  hidden: { label: 'Blind audit', icon: EyeOff, tone: 'neutral', mark: 'bg-idle-mark' },
}

export type VerdictBadgeProps = {
  outcome: Outcome
  /** it passed only on a later attempt */
  afterRetry?: boolean
  className?: string
}

export function VerdictBadge({ outcome, afterRetry = false, className }: VerdictBadgeProps) {
  const { label, icon, tone } = outcomeLooks[outcome]
  const retried = afterRetry && outcome === 'passed'
  const Icon = retried ? RotateCcw : icon
  return (
    <Badge tone={tone} className={className}>
      <Icon className={cn(outcome === 'running' && 'animate-spin')} strokeWidth={2.5} aria-hidden />
      {retried ? 'Passed after retry' : label}
    </Badge>
  )
}
