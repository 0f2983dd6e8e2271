import Link from 'next/link'

import { outcomeOf } from '#app/(dashboard)/runs/[id]/_lib/result-filter.ts'
import { cn } from '#components/ui/cn.ts'
import { BlameBadge } from '#components/verdict/blame-badge.client.tsx'
import { ConfidenceMeter } from '#components/verdict/confidence-meter.tsx'
import { ReviewStatusBadge } from '#components/verdict/review-status-badge.tsx'
import { VerdictBadge } from '#components/verdict/verdict-badge.tsx'
import { formatDuration } from '#lib/platform/format/duration.ts'
import type { RunItemView } from '#lib/runs/schema.ts'

/** `profiles`: with a column for what the caller was heard through. */
export const rowGrid = (profiles: boolean) =>
  cn(
    'sm:grid sm:items-center sm:gap-x-3',
    profiles
      ? 'sm:grid-cols-[minmax(10rem,2.4fr)_4.5rem_minmax(7rem,1fr)_minmax(8rem,1.2fr)_7rem_8rem_5.5rem]'
      : 'sm:grid-cols-[minmax(12rem,2.4fr)_5.5rem_minmax(9rem,1.3fr)_8rem_9rem_6rem]',
  )

export type ResultsRowProps = { item: RunItemView; profiles: boolean }

/** One item: a row on a wide screen; a card on a narrow one, what came of it first and what it was below. */
export function ResultsRow({ item, profiles }: ResultsRowProps) {
  const review = item.review_status
  return (
    <div
      className={`${rowGrid(profiles)} px-4 py-2 text-[0.8125rem] max-sm:flex max-sm:flex-wrap max-sm:items-center max-sm:gap-x-2 max-sm:gap-y-1.5`}
    >
      <div role="cell" className="min-w-0 max-sm:basis-full">
        {item.execution_id ? (
          <Link
            href={`/executions/${item.execution_id}`}
            prefetch={false}
            className="block truncate font-medium hover:underline"
            data-row-link
          >
            {item.case.name}
          </Link>
        ) : (
          <span className="block truncate font-medium" tabIndex={-1} data-row-link>
            {item.case.name}
          </span>
        )}
        {item.reason && <p className="text-muted-foreground truncate text-xs">{item.reason}</p>}
      </div>
      <div role="cell" className="text-muted-foreground max-sm:order-2">
        {item.language}
      </div>
      {profiles && (
        <div role="cell" className="text-muted-foreground min-w-0 truncate max-sm:order-2">
          {item.device_profile?.name ?? 'Clean'}
        </div>
      )}
      <div
        role="cell"
        className="flex min-w-0 flex-wrap items-center gap-1 max-sm:order-1 max-sm:basis-[calc(100%-5rem)]"
      >
        <VerdictBadge outcome={outcomeOf(item)} afterRetry={item.passed_after_retry} />
        {review && review !== 'auto_pass' && review !== 'auto_fail' && (
          <ReviewStatusBadge status={review} />
        )}
      </div>
      <div role="cell" className="max-sm:order-2 max-sm:empty:hidden">
        {item.blame && (
          <BlameBadge blame={item.blame} {...(item.reason !== null && { reason: item.reason })} />
        )}
      </div>
      <div role="cell" className="max-sm:order-2 max-sm:ml-auto max-sm:empty:hidden">
        {item.confidence !== null && <ConfidenceMeter value={item.confidence} />}
      </div>
      <div
        role="cell"
        className="text-right tabular-nums max-sm:order-1 max-sm:ml-auto max-sm:w-16"
      >
        {item.response_ms !== null && formatDuration(item.response_ms)}
      </div>
    </div>
  )
}
