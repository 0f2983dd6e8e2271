import { left, type Scale } from '#components/timeline/block-lanes.tsx'
import { cn } from '#components/ui/cn.ts'
import type { TimelineEntry, TimelineKind, TimelineView } from '#lib/executions/timeline/schema.ts'

/** Told apart by their pattern, in every colour. */
const shades: Partial<Record<TimelineKind, string>> = {
  response: 'bg-primary/8 border-primary/50 border-x border-dashed',
  dead_air: 'dots border-foreground/30 border-x border-dotted',
  talk_over: 'stripes border-foreground/40 border-x',
  stopping: 'bg-foreground/5',
}

type ShadesProps = { entries: readonly TimelineEntry[]; scale: Scale; height: number }

/** Waits and talk-over, seen behind both sides' sound. */
export function Shades({ entries, scale, height }: ShadesProps) {
  return entries.map(({ id, kind, from_ms, to_ms }) =>
    to_ms === null || shades[kind] === undefined ? null : (
      <span
        key={id}
        className={cn('pointer-events-none absolute min-w-px', shades[kind])}
        style={{ left: left(from_ms, scale), width: left(to_ms - from_ms, scale), height }}
      />
    ),
  )
}

/** Gaps that are not to scale, and parts of turns that are drawn longer than they took. */
export function NotToScale({ timeline, scale }: { timeline: TimelineView; scale: Scale }) {
  const stretched = timeline.turns.flatMap(({ turn, zero_ms, not_to_scale: part }) =>
    part ? [{ turn, from_ms: zero_ms + part.from_ms, length: part.drawn_ms }] : [],
  )
  return (
    <>
      {timeline.breaks.map(({ from_ms, to_ms }) => (
        <span
          key={from_ms}
          className="bg-background border-border pointer-events-none absolute inset-y-0 border-x"
          style={{ left: left(from_ms, scale), width: left(to_ms - from_ms, scale) }}
        >
          <span className="zigzag absolute inset-y-0 left-1/2 w-1.5 -translate-x-1/2" />
        </span>
      ))}
      {stretched.map(({ turn, from_ms, length }) => (
        <span
          key={turn}
          className="border-foreground/40 pointer-events-none absolute top-[38px] h-0 border-t-2 border-dashed"
          style={{ left: left(from_ms, scale), width: left(length, scale) }}
        />
      ))}
    </>
  )
}
