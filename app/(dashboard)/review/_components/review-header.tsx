import Link from 'next/link'

import { LeaseCountdown } from '#app/(dashboard)/review/_components/lease-countdown.client.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { BlameBadge } from '#components/verdict/blame-badge.client.tsx'
import { ConfidenceMeter } from '#components/verdict/confidence-meter.tsx'
import { VerdictBadge } from '#components/verdict/verdict-badge.tsx'
import { formatQuantity } from '#lib/platform/format/share.ts'
import type { ReviewTaskView } from '#lib/review/schema.ts'

export type ReviewHeaderProps = { task: ReviewTaskView; remaining: number; decided: number }

const reasons = {
  doubtful: 'Earshot was not sure',
  audit: 'Blind audit: the automatic verdict is hidden until you decide',
  requested: 'Somebody asked for a review',
}

export function ReviewHeader({ task: { item, execution }, remaining, decided }: ReviewHeaderProps) {
  const { validation } = execution
  return (
    <header className="space-y-2.5">
      <div className="text-muted-foreground flex flex-wrap items-center justify-between gap-x-4 gap-y-1 text-xs tabular-nums">
        <p role="status">
          {formatQuantity(remaining, 'item')} waiting · {decided} decided
        </p>
        <LeaseCountdown expiresAt={item.lease_expires_at} />
      </div>
      <h2 className="text-xl leading-7 font-semibold tracking-tight">{item.case_name}</h2>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 text-sm">
        {validation && (
          <>
            <VerdictBadge outcome={validation.verdict} />
            {validation.blame !== null && <BlameBadge blame={validation.blame} />}
            <ConfidenceMeter value={validation.confidence} />
          </>
        )}
        <Badge tone="review">{reasons[item.reason]}</Badge>
        <span className="text-muted-foreground text-xs">
          {item.language} · attempt {execution.try} ·{' '}
          <Link
            href={`/runs/${item.run_id}`}
            className="hover:text-foreground underline underline-offset-2"
          >
            {item.run_name}
          </Link>
        </span>
      </div>
    </header>
  )
}
