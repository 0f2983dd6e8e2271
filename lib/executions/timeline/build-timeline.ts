import type { ExecutionView, TurnView } from '#lib/executions/schema.ts'
import { rounded, type NewEntry } from '#lib/executions/timeline/entry.ts'
import {
  eventEntries,
  overlapEntries,
  toolEntries,
} from '#lib/executions/timeline/event-entries.ts'
import { placeTurns, type PlacedTurn, type Placing } from '#lib/executions/timeline/place-turns.ts'
import type { TimelineClip, TimelineTurn, TimelineView } from '#lib/executions/timeline/schema.ts'
import { timingEntries } from '#lib/executions/timeline/timing-entries.ts'
import { known } from '#lib/executions/timeline/turn-clock.ts'
import { wordEntries } from '#lib/executions/timeline/word-entries.ts'

type Kept = { pending?: true | undefined; missing?: string | undefined }

function faultOf({ pending, missing }: Kept): string | null {
  if (missing !== undefined) return `It could not be kept: ${missing}.`
  return pending
    ? 'Storage was away when it was recorded; it can be played once it is there.'
    : null
}

type Span = { from: number; to: number; starts: number }

function clipOf(
  { turn: { index }, zero }: PlacedTurn,
  side: 'caller' | 'voice_ai',
  audio: NonNullable<TurnView['input_audio']>,
  { from, to, starts }: Span,
): TimelineClip {
  return {
    ...{ side, turn: index, url: audio.url, fault: faultOf(audio) },
    ...{ from_ms: rounded(zero + from), to_ms: rounded(zero + to), starts_ms: rounded(starts) },
    label: `${side === 'caller' ? 'Caller' : 'Voice AI'}, turn ${index + 1}`,
  }
}

/** The recording of each turn's sides, for where there is none of the call. */
function turnClips({ placed }: Placing): TimelineClip[] {
  return placed.flatMap((one) => {
    const { turn, clock } = one
    const { input_audio: said, output_audio: heard } = turn
    return [
      ...(said && clock.caller
        ? [clipOf(one, 'caller', said, { ...clock.caller, starts: 0 })]
        : []),
      ...(heard ? clock.pieces.map((piece) => clipOf(one, 'voice_ai', heard, piece)) : []),
    ]
  })
}

function clipsOf(call: ExecutionView['call'], placing: Placing): TimelineClip[] {
  if (!call) return turnClips(placing)
  const from = rounded(placing.callFrom)
  return [
    {
      ...{ side: 'call', turn: null, url: call.url, fault: faultOf(call), label: 'The call' },
      ...{ from_ms: from, to_ms: from + (known(call.duration_ms) ?? 0), starts_ms: 0 },
    },
  ]
}

function entriesOf(placing: Placing, call: ExecutionView['call']): TimelineView['entries'] {
  const overlaps = overlapEntries(call, placing)
  const all: NewEntry[] = placing.placed.flatMap((placed) => [
    ...wordEntries(placed),
    ...toolEntries(placed),
    ...timingEntries(placed, { overlaps: overlaps.length > 0 }),
    ...eventEntries(placed),
  ])
  return [...all, ...overlaps]
    .sort((one, other) => one.from_ms - other.from_ms || one.turn - other.turn)
    .map((entry, place) => ({ id: `e${place}`, ...entry }))
}

function turnOf({ turn, clock, zero, estimated }: PlacedTurn): TimelineTurn {
  const stretch = (side: { from: number; to: number } | null) =>
    side && { from_ms: rounded(zero + side.from), to_ms: rounded(zero + side.to) }
  return {
    ...{ turn: turn.index, estimated, not_to_scale: clock.notToScale },
    ...{ from_ms: rounded(zero), to_ms: rounded(zero + clock.length), zero_ms: rounded(zero) },
    ...{ caller: stretch(clock.caller), voice_ai: stretch(clock.reply) },
  }
}

/** One that was put together from the recordings of its turns tells nothing that they do not. */
function recordedCall(call: ExecutionView['call']): ExecutionView['call'] {
  return call?.assembled ? null : call
}

/**
 * Folds an execution into one timeline: its recordings, words, tools and every timing on one clock, in ms. The clock is that
 * of the recording of the call; without one the turns lie one after the other by their own clocks.
 */
export function buildTimeline(execution: Pick<ExecutionView, 'turns' | 'call'>): TimelineView {
  const { turns } = execution
  const call = recordedCall(execution.call)
  const placing = placeTurns(turns, call)
  const clips = clipsOf(call, placing)
  const entries = entriesOf(placing, call)
  const { placed, breaks } = placing
  const ends = [
    ...placed.map(({ zero, clock }) => zero + clock.length),
    ...clips.map(({ to_ms }) => to_ms),
    ...entries.map(({ from_ms, to_ms }) => to_ms ?? from_ms),
  ]
  return {
    clock: call ? 'call' : 'turns',
    duration_ms: Math.ceil(
      ends.reduce((most, end) => Math.max(most, end), placed.length > 0 ? 400 : 0),
    ),
    turns: placed.map(turnOf),
    breaks,
    clips,
    entries,
  }
}
