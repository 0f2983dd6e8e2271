import { Check, CircleHelp, CircleSlash, X } from 'lucide-react'

import { textPx } from '#components/timeline/lane-layout.ts'
import { toolRowPx } from '#components/timeline/lane-list.ts'
import { cn } from '#components/ui/cn.ts'
import type { TimelineEntry, TimelineView } from '#lib/executions/timeline/schema.ts'

export type Scale = {
  /** px of a ms */
  pxPerMs: number
  /** of the whole timeline */
  durationMs: number
}

/** Places are shares of the whole, so that a zoom moves them without drawing anything anew. */
export const left = (ms: number, { durationMs }: Scale) => `${(ms / durationMs) * 100}%`

type LaneProps = {
  entries: readonly TimelineEntry[]
  active: ReadonlySet<string>
  scale: Scale
}

type WordLaneProps = LaneProps & { breaks: TimelineView['breaks'] }

const looks: Partial<Record<TimelineEntry['kind'], string>> = {
  said: 'bg-secondary text-secondary-foreground',
  heard: 'bg-card border-control/60 border border-dashed',
  reply: 'bg-primary/12 text-foreground',
  filler: 'bg-card border-primary/60 border border-dashed',
  unasked: 'bg-card border-primary/60 border border-dotted',
}

/** What was said, in a block from its beginning to its end; a text that needs more room may take what is free behind it. */
export function WordLane({ entries, active, scale, breaks }: WordLaneProps) {
  return entries.map((entry, place) => {
    const { id, kind, value, from_ms, to_ms } = entry
    const end = to_ms ?? from_ms
    const gap = breaks.find((one) => one.from_ms >= from_ms)?.from_ms ?? scale.durationMs
    const next = Math.min(entries[place + 1]?.from_ms ?? scale.durationMs, gap)
    const room = Math.max(end, next - 3 / scale.pxPerMs) - from_ms
    const wanted = Math.max(end - from_ms, textPx(value, 18) / scale.pxPerMs)
    const shown = Math.min(wanted, room)
    return (
      <span
        key={id}
        data-entry={id}
        className={cn(
          'absolute inset-y-[3px] overflow-hidden rounded-[4px] px-1.5 text-xs leading-6 text-ellipsis whitespace-nowrap',
          looks[kind],
          active.has(id) && 'ring-ring ring-2',
        )}
        style={{ left: left(from_ms, scale), width: left(shown, scale) }}
      >
        {shown * scale.pxPerMs > 24 && value}
        <span
          className={cn(
            'absolute bottom-0 left-0 h-[3px] rounded-full',
            kind === 'said' || kind === 'heard' ? 'bg-foreground/50' : 'bg-primary',
          )}
          style={{ width: `${Math.min(100, ((end - from_ms) / shown) * 100)}%` }}
        />
      </span>
    )
  })
}

function toolIcon({ value, bad }: TimelineEntry) {
  if (value.startsWith('succeeded')) return { Icon: Check, tone: 'text-passed' }
  if (value.startsWith('not answered')) return { Icon: CircleSlash, tone: 'text-invalid' }
  return bad
    ? { Icon: X, tone: 'text-failed' }
    : { Icon: CircleHelp, tone: 'text-muted-foreground' }
}

type ToolLaneProps = Omit<LaneProps, 'entries'> & { rows: ReadonlyMap<TimelineEntry, number> }

/** Tools from their call to their end; one whose end is not known fades out. */
export function ToolLane({ rows, active, scale }: ToolLaneProps) {
  const all = [...rows]
  return all.map(([entry, row], place) => {
    const { id, label, from_ms, to_ms, open } = entry
    const next = all.slice(place + 1).find((other) => other[1] === row)?.[0].from_ms
    const room = ((next ?? scale.durationMs) - from_ms) * scale.pxPerMs - 2
    const { Icon, tone } = toolIcon(entry)
    return (
      <span
        key={id}
        data-entry={id}
        className="absolute flex items-center gap-1 text-xs"
        style={{
          left: left(from_ms, scale),
          top: row * toolRowPx + 5,
          height: toolRowPx - 6,
          maxWidth: Math.max(20, room),
        }}
      >
        <span
          className={cn(
            'border-foreground/30 absolute inset-y-0 left-0 min-w-1 rounded-[4px]',
            open
              ? 'border border-r-0 border-dashed [mask-image:linear-gradient(to_right,#000_40%,transparent)]'
              : 'bg-foreground/15 border',
            active.has(id) && 'ring-ring ring-2',
          )}
          style={{ width: `${Math.max(4, ((to_ms ?? from_ms) - from_ms) * scale.pxPerMs)}px` }}
        />
        <Icon className={cn('relative ml-1 size-3.5 shrink-0', tone)} strokeWidth={2.75} />
        <code className="relative min-w-0 truncate pr-2 font-mono text-[0.6875rem] font-medium">
          {label}
        </code>
      </span>
    )
  })
}
