import { Badge } from '#components/ui/badge.tsx'
import { Time } from '#components/ui/time.client.tsx'
import { formatDuration } from '#lib/platform/format/duration.ts'
import type { TargetView } from '#lib/targets/schema.ts'

/** What the target last answered when it was asked whether it works. */
export function LastCheck({ check }: { check: TargetView['last_check'] }) {
  if (!check) return <span className="text-muted-foreground">Not checked yet</span>
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
      <Badge tone={check.ok ? 'passed' : 'failed'}>{check.ok ? 'answers' : 'fails'}</Badge>
      {check.latency_ms !== null && (
        <span className="tabular-nums">{formatDuration(check.latency_ms)}</span>
      )}
      <Time value={check.checked_at} style="ago" className="text-muted-foreground text-xs" />
      {!check.ok && (
        <span className="text-muted-foreground basis-full text-xs">{check.detail}</span>
      )}
    </span>
  )
}
