import { Bot, Clock3, Ear, MessageSquare, MessageSquareReply, User, Wrench } from 'lucide-react'
import type { LucideIcon } from 'lucide-react'

import { packRows } from '#components/timeline/lane-layout.ts'
import type { TimelineEntry, TimelineView } from '#lib/executions/timeline/schema.ts'

type LaneKey = 'caller' | 'voice_ai' | 'said' | 'heard' | 'reply' | 'tools' | 'times'

/** px; names and lanes stand beside each other in two columns. */
export type Lane = { key: LaneKey; name: string; icon: LucideIcon; height: number }

export const rulerPx = 40
/** px of the rows of the lane of times: waits, steps, and marks with their labels */
export const timeRows = { waits: 24, steps: 16, ticks: 9, mark: 17, marks: 4 }
export const toolRowPx = 26
const toolRows = 5

const waits = new Set<TimelineEntry['kind']>([
  'response',
  'answer',
  'filler_gap',
  'dead_air',
  'stopping',
  'talk_over',
])

/** Entries of the lane of times by how they are drawn. */
export function timesOf(entries: readonly TimelineEntry[]) {
  const times = entries.filter(({ lane }) => lane === 'times')
  return {
    waits: times.filter(({ kind, to_ms }) => to_ms !== null && waits.has(kind)),
    steps: times.filter(({ kind, to_ms }) => to_ms !== null && !waits.has(kind)),
    marks: times.filter(({ to_ms }) => to_ms === null),
  }
}

/** Rows of tools that ran at the same time. */
export const toolRowsOf = (entries: readonly TimelineEntry[]) =>
  packRows(
    entries.filter(({ lane }) => lane === 'tools'),
    0,
    toolRows,
  )

/** The lanes that this timeline has something for, from above. */
export function lanesOf({ clips, entries }: TimelineView): Lane[] {
  const has = (lane: TimelineEntry['lane']) => entries.some((entry) => entry.lane === lane)
  const sounds = (side: 'caller' | 'voice_ai') =>
    clips.some((clip) => clip.side === side || clip.side === 'call')
  const rows = Math.max(0, ...[...toolRowsOf(entries).values()].map((row) => row + 1))
  const { waits: long, steps } = timesOf(entries)
  const timesPx =
    (long.length > 0 ? timeRows.waits : 0) +
    (steps.length > 0 ? timeRows.steps : 0) +
    timeRows.ticks +
    timeRows.mark * timeRows.marks +
    8
  const lanes: (Lane | false)[] = [
    sounds('caller') && { key: 'caller', name: 'Caller', icon: User, height: 56 },
    sounds('voice_ai') && { key: 'voice_ai', name: 'Voice AI', icon: Bot, height: 56 },
    has('said') && { key: 'said', name: 'Said', icon: MessageSquare, height: 30 },
    has('heard') && { key: 'heard', name: 'Heard', icon: Ear, height: 30 },
    has('reply') && { key: 'reply', name: 'Reply', icon: MessageSquareReply, height: 30 },
    rows > 0 && { key: 'tools', name: 'Tools', icon: Wrench, height: rows * toolRowPx + 6 },
    has('times') && { key: 'times', name: 'Timing', icon: Clock3, height: timesPx },
  ]
  return lanes.filter((lane) => lane !== false)
}
