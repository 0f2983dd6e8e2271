import { Bot, Eye, ThumbsDown, UserCheck, type LucideIcon } from 'lucide-react'

import { Badge, type BadgeTone } from '#components/ui/badge.tsx'
import type { ReviewStatus } from '#components/verdict/types.ts'

export const reviewStatusLooks: Record<
  ReviewStatus,
  { label: string; icon: LucideIcon; tone: BadgeTone }
> = {
  auto_pass: { label: 'Auto pass', icon: Bot, tone: 'neutral' },
  auto_fail: { label: 'Auto fail', icon: Bot, tone: 'neutral' },
  manual_review: { label: 'Needs review', icon: Eye, tone: 'review' },
  approved: { label: 'Approved', icon: UserCheck, tone: 'outline' },
  rejected: { label: 'Rejected', icon: ThumbsDown, tone: 'outline' },
}

export function ReviewStatusBadge({ status }: { status: ReviewStatus }) {
  const { label, icon: Icon, tone } = reviewStatusLooks[status]
  return (
    <Badge tone={tone}>
      <Icon aria-hidden />
      {label}
    </Badge>
  )
}
