import { left, type Scale } from '#components/timeline/block-lanes.tsx'
import { textPx, ticksOf } from '#components/timeline/lane-layout.ts'
import type { TimelineView } from '#lib/executions/timeline/schema.ts'

/** Turns above, times below. */
export function Ruler({ timeline, scale }: { timeline: TimelineView; scale: Scale }) {
  const { turns } = timeline
  return (
    <>
      {turns.map(({ turn, from_ms, estimated }, place) => {
        const room = ((turns[place + 1]?.from_ms ?? scale.durationMs) - from_ms) * scale.pxPerMs
        const name = `Turn ${turn + 1}${estimated ? ' (about here)' : ''}`
        const text = room >= textPx(name, 14) ? name : room >= 18 ? String(turn + 1) : ''
        return (
          <span
            key={turn}
            className="border-foreground/40 absolute top-0 h-5 border-l pl-1.5 text-[0.6875rem] leading-5 font-semibold whitespace-nowrap"
            style={{ left: left(from_ms, scale) }}
          >
            {text}
          </span>
        )
      })}
      {ticksOf(timeline, scale.pxPerMs).map(({ at_ms, label }) => (
        <span
          key={at_ms}
          className="border-border text-muted-foreground absolute top-5 h-5 border-l pl-1.5 text-[0.6875rem] leading-5 whitespace-nowrap tabular-nums"
          style={{ left: left(at_ms, scale) }}
        >
          {label}
        </span>
      ))}
    </>
  )
}
