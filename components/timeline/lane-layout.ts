import type { TimelineEntry, TimelineTurn, TimelineView } from '#lib/executions/timeline/schema.ts'
import { drawnAt } from '#lib/executions/timeline/turn-clock.ts'

/** px of a small character, on average, with some to spare. */
const characterPx = 6.4

/** px that a text takes in a lane, its padding included. */
export const textPx = (text: string, paddingPx: number) =>
  Math.ceil(text.length * characterPx) + paddingPx

/** `row` null: no room for more than a tick */
export type Placed<T> = { item: T; row: number | null; labelled: boolean }

type Labels<T> = {
  /** px from the left end */
  at: (item: T) => number
  /** px with the label */
  width: (item: T) => number
  /** px without it */
  bare: number
  /** the less, the sooner it gets its label */
  rank: (item: T) => number
  rows: number
  /** px of the lane: a label does not stick out of it */
  end: number
}

/** Gives marks rows in which their labels do not lie over each other; those without room go without. */
export function placeLabels<T>(items: readonly T[], labels: Labels<T>): Placed<T>[] {
  const { at, width, bare, rank, rows, end } = labels
  const taken: [from: number, to: number][][] = Array.from({ length: rows }, () => [])
  const isFree = (row: number, from: number, to: number) =>
    (taken[row] ?? []).every((one) => to <= one[0] || from >= one[1])
  const rowFor = (from: number, to: number) => {
    for (let row = 0; row < rows; row++) if (isFree(row, from, to)) return row
    return null
  }
  const placed = new Map<T, Placed<T>>()
  for (const item of items.toSorted((one, other) => rank(one) - rank(other))) {
    const from = at(item)
    const wide = from + width(item)
    const row = wide <= end ? rowFor(from, wide) : null
    const narrow = row ?? rowFor(from, from + bare)
    if (narrow !== null) taken[narrow]?.push([from, row === null ? from + bare : wide])
    placed.set(item, { item, row: narrow, labelled: row !== null })
  }
  return items.flatMap((item) => placed.get(item) ?? [])
}

/** Rows in which bars do not lie over each other. `gap` in ms keeps neighbours apart. */
export function packRows(
  bars: readonly TimelineEntry[],
  gap: number,
  most: number,
): Map<TimelineEntry, number> {
  const ends: number[] = []
  const rows = new Map<TimelineEntry, number>()
  for (const bar of bars) {
    const free = ends.findIndex((end) => end <= bar.from_ms)
    const row = Math.min(free < 0 ? ends.length : free, most - 1)
    ends[row] = Math.max(ends[row] ?? 0, (bar.to_ms ?? bar.from_ms) + gap)
    rows.set(bar, row)
  }
  return rows
}

export type Tick = { at_ms: number; label: string }

const steps = [100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 300_000, 600_000]

function tickLabel(ms: number, step: number): string {
  const seconds = ms / 1_000
  if (seconds < 60 || step < 1_000) return `${Number(seconds.toFixed(1))} s`
  return `${Math.floor(seconds / 60)}:${String(Math.round(seconds % 60)).padStart(2, '0')}`
}

/** Ticks at round times, ms, at least `least` px apart. */
function roundTimes(to: number, pxPerMs: number, least: number): { step: number; times: number[] } {
  const step = steps.find((one) => one * pxPerMs >= least) ?? 3_600_000
  return { step, times: Array.from({ length: Math.floor(to / step) + 1 }, (_, n) => n * step) }
}

function turnTicks(turn: TimelineTurn, pxPerMs: number): Tick[] {
  const length = turn.to_ms - turn.zero_ms
  const { step, times } = roundTimes(length, pxPerMs, 56)
  return times
    .map((ms) => ({
      at_ms: turn.zero_ms + drawnAt(turn.not_to_scale, ms),
      label: tickLabel(ms, step),
    }))
    .filter(({ at_ms }) => at_ms <= turn.to_ms - 24 / pxPerMs)
}

/** The ruler: the clock of the call, or each turn's own where they merely follow each other. */
export function ticksOf(
  { clock, turns, clips, duration_ms }: TimelineView,
  pxPerMs: number,
): Tick[] {
  if (pxPerMs <= 0) return []
  if (clock === 'turns') return turns.flatMap((turn) => turnTicks(turn, pxPerMs))
  const from = clips[0]?.from_ms ?? 0
  const { step, times } = roundTimes(duration_ms - from, pxPerMs, 56)
  return times
    .map((ms) => ({ at_ms: from + ms, label: tickLabel(ms, step) }))
    .filter(({ at_ms }) => at_ms <= duration_ms - 24 / pxPerMs)
}

/** The mark after or before a position, by a little so that the one at the position is left. */
export function markFrom(
  entries: readonly TimelineEntry[],
  position: number,
  step: 1 | -1,
): TimelineEntry | null {
  const found =
    step === 1
      ? entries.find(({ from_ms }) => from_ms > position + 5)
      : entries.findLast(({ from_ms }) => from_ms < position - 5)
  return found ?? null
}

/** What lasts over a position, and moments that have just been. */
export const entriesAt = (entries: readonly TimelineEntry[], position: number): TimelineEntry[] =>
  entries.filter(
    ({ from_ms, to_ms }) =>
      from_ms <= position + 1 && position < Math.max(to_ms ?? 0, from_ms + 250),
  )
