import type { PlacedTurn } from '#lib/executions/timeline/place-turns.ts'
import type { TimelineEntry, TimelineKind } from '#lib/executions/timeline/schema.ts'

type Told = {
  kind: TimelineKind
  lane?: TimelineEntry['lane']
  /** ms on the turn's clock */
  from: number
  /** the same; left out for a moment */
  to?: number
  label: string
  value: string
  late?: boolean
  bad?: boolean
  open?: boolean
}

/** 0.1 ms is finer than anything that is measured. */
export const rounded = (ms: number) => Math.round(ms * 10) / 10

/** What happened in a turn, put on the timeline. */
export function entryOf({ turn, clock, zero }: PlacedTurn, told: Told): Omit<TimelineEntry, 'id'> {
  const { kind, lane = 'times', from, to, label, value, late, bad, open } = told
  const at = (ms: number) => rounded(zero + clock.draw(ms))
  return {
    ...{ turn: turn.index, lane, kind, from_ms: at(from) },
    to_ms: to === undefined ? null : at(Math.max(from, to)),
    ...(open && { open: true as const }),
    ...(late && { late: true as const }),
    ...(bad && { bad: true as const }),
    ...{ label, value },
  }
}

/** The same for what lies at a place of the recordings, ms from the turn's beginning as it is drawn. */
export function drawnEntry(placed: PlacedTurn, told: Told): Omit<TimelineEntry, 'id'> {
  const asDrawn = { ...placed, clock: { ...placed.clock, draw: (ms: number) => Math.max(0, ms) } }
  return entryOf(asDrawn, told)
}

export type NewEntry = Omit<TimelineEntry, 'id'>
