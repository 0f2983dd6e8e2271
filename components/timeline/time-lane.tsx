import { left, type Scale } from '#components/timeline/block-lanes.tsx'
import { Glyph } from '#components/timeline/glyph.tsx'
import { placeLabels, textPx, type Placed } from '#components/timeline/lane-layout.ts'
import { timeRows, timesOf } from '#components/timeline/lane-list.ts'
import { cn } from '#components/ui/cn.ts'
import type { TimelineEntry, TimelineKind } from '#lib/executions/timeline/schema.ts'

type TimeLaneProps = {
  entries: readonly TimelineEntry[]
  active: ReadonlySet<string>
  scale: Scale
}

const ranks: Partial<Record<TimelineKind, number>> = {
  fault: 0,
  barge_in: 1,
  notice: 2,
  speech_end: 3,
  sound: 4,
  transcript: 6,
  done: 7,
  first_byte: 8,
}

/** Short names for what stands in the lane itself; the full ones are below it and in the table. */
const shortNames: [RegExp, string][] = [
  [/^End of the caller’s speech$/, 'End of speech'],
  [/^First partial transcript$/, 'First partial'],
  [/ of the reply$/, ''],
  [/ of our own side$/, ''],
]
const shortName = (label: string) =>
  shortNames.reduce((text, [found, instead]) => text.replace(found, instead), label)

/** What is waited for is filled, what is wrong is hatched, what merely lasts is outlined. */
const waitLooks: Partial<Record<TimelineKind, string>> = {
  response: 'bg-primary/15 border-primary border-x-2 text-foreground',
  answer: 'border-primary/60 border-b-2 text-foreground',
  filler_gap: 'border-primary border-x-2 border-dotted text-foreground',
  dead_air: 'border-foreground/50 dots border border-dotted',
  stopping: 'border-foreground/60 border-x-2 bg-foreground/10',
  talk_over: 'border-foreground/50 stripes border',
}

const lateLook = 'border-failed-mark border-x-2 bg-failed-soft text-failed stripes font-semibold'

function Wait({
  entry,
  isActive,
  scale,
}: {
  entry: TimelineEntry
  isActive: boolean
  scale: Scale
}) {
  const { id, kind, label, value, from_ms, to_ms, late } = entry
  const length = (to_ms ?? from_ms) - from_ms
  const room = length * scale.pxPerMs
  const whole = kind === 'response' ? value : `${shortName(label)}, ${value}`
  const text = room >= textPx(whole, 12) ? whole : value.replace(/,.*/, '')
  return (
    <span
      data-entry={id}
      className={cn(
        'absolute top-1 flex h-[18px] min-w-[3px] items-center rounded-[3px] text-[0.6875rem] tabular-nums',
        late ? lateLook : waitLooks[kind],
        isActive && 'ring-ring ring-2',
      )}
      style={{ left: left(from_ms, scale), width: left(length, scale) }}
    >
      {room >= textPx(text, 12) && (
        <span className="bg-card/75 mx-auto rounded-sm px-1 font-medium whitespace-nowrap">
          {text}
        </span>
      )}
    </span>
  )
}

function Step({
  entry,
  isActive,
  scale,
}: {
  entry: TimelineEntry
  isActive: boolean
  scale: Scale
}) {
  const { id, label, from_ms, to_ms } = entry
  const length = (to_ms ?? from_ms) - from_ms
  const name = label.replace(/ the caller’s turn| the reply/, '')
  return (
    <span
      data-entry={id}
      className={cn(
        'border-control/70 bg-muted text-muted-foreground absolute top-0.5 h-3 min-w-0.5 overflow-hidden rounded-[3px] border px-1 text-[0.625rem] leading-[10px] whitespace-nowrap',
        isActive && 'ring-ring ring-2',
      )}
      style={{ left: left(from_ms, scale), width: left(length, scale) }}
    >
      {length * scale.pxPerMs >= textPx(name, 4) && name}
    </span>
  )
}

/** Waits, steps, and every moment with its sign and, where there is room, its name. */
export function TimeLane({ entries, active, scale }: TimeLaneProps) {
  const { waits, steps, marks } = timesOf(entries)
  const placed = placeLabels(marks, {
    at: ({ from_ms }) => from_ms * scale.pxPerMs,
    width: ({ label }) => textPx(shortName(label), 24),
    rank: ({ kind }) => ranks[kind] ?? 9,
    ...{ bare: 12, rows: timeRows.marks, end: scale.durationMs * scale.pxPerMs },
  })
  const stepsTop = waits.length > 0 ? timeRows.waits : 0
  const marksTop = stepsTop + (steps.length > 0 ? timeRows.steps : 0) + 4
  return (
    <>
      {waits.map((entry) => (
        <Wait key={entry.id} entry={entry} isActive={active.has(entry.id)} scale={scale} />
      ))}
      <span className="absolute inset-x-0" style={{ top: stepsTop }}>
        {steps.map((entry) => (
          <Step key={entry.id} entry={entry} isActive={active.has(entry.id)} scale={scale} />
        ))}
      </span>
      {placed.map(({ item, row }) => (
        <span
          key={item.id}
          className="bg-foreground/40 absolute w-px"
          style={{
            left: left(item.from_ms, scale),
            top: marksTop,
            height: timeRows.ticks + (row === null ? 0 : row * timeRows.mark + 3),
          }}
        />
      ))}
      {placed.map((one) => (
        <Mark
          key={one.item.id}
          {...one}
          isActive={active.has(one.item.id)}
          top={marksTop}
          scale={scale}
        />
      ))}
    </>
  )
}

type MarkProps = Placed<TimelineEntry> & { isActive: boolean; top: number; scale: Scale }

/** A moment's sign and name below its tick; where there is no room the tick alone is pointed at. */
function Mark({ item, row, labelled, isActive, top, scale }: MarkProps) {
  return (
    <span
      data-entry={item.id}
      className={cn(
        'absolute flex items-center gap-1 rounded-sm text-[0.6875rem] leading-none whitespace-nowrap',
        row !== null && 'bg-card pr-1',
        isActive ? 'text-primary font-semibold' : item.bad && 'text-failed font-medium',
      )}
      style={{
        left: `calc(${left(item.from_ms, scale)} - 5px)`,
        top: row === null ? top : top + timeRows.ticks + row * timeRows.mark,
        height: row === null ? timeRows.ticks : timeRows.mark - 2,
        minWidth: 10,
      }}
    >
      {row !== null && <Glyph kind={item.kind} className="size-2.5 shrink-0" />}
      {labelled && shortName(item.label)}
    </span>
  )
}
