import type { CallView, TurnView } from '#lib/executions/schema.ts'
import type { TimelineView } from '#lib/executions/timeline/schema.ts'
import {
  callerBegan,
  known,
  turnClock,
  type TurnClock,
} from '#lib/executions/timeline/turn-clock.ts'

/** A turn with its place on the timeline, ms. */
export type PlacedTurn = {
  turn: TurnView
  clock: TurnClock
  zero: number
  estimated: boolean
}

export type Placing = {
  placed: PlacedTurn[]
  breaks: TimelineView['breaks']
  /** where the recording of the call begins; 0 without one */
  callFrom: number
}

/** Turns on their own clocks, one after the other. How long it was from one to the next is not recorded. */
function oneAfterTheOther(turns: readonly TurnView[]): Placing {
  const clocks = turns.map((turn) => ({ turn, clock: turnClock(turn, { atPace: false }) }))
  const total = clocks.reduce((sum, { clock }) => sum + clock.length, 0)
  // Wide enough to be seen when the whole call is.
  const gap = Math.max(400, Math.round(total * 0.012))
  const placed: PlacedTurn[] = []
  const breaks: Placing['breaks'] = []
  let zero = 0
  for (const { turn, clock } of clocks) {
    if (placed.length > 0) {
      breaks.push({ from_ms: zero, to_ms: zero + gap })
      zero += gap
    }
    placed.push({ turn, clock, zero, estimated: false })
    zero += clock.length
  }
  return { placed, breaks, callFrom: 0 }
}

/** Where a turn begins that the recording does not tell of: the caller said nothing in it. */
function guessedZero(
  clock: TurnClock,
  before: PlacedTurn | undefined,
  next: number | null,
): number {
  // The recording begins with the first sound of either side.
  if (!before && clock.reply) return -clock.reply.from
  if (!before) return next === null ? 0 : next - clock.length
  return before.zero + (before.clock.reply?.to ?? before.clock.length)
}

/** `zero_ms`: where the turn's own clock stands at 0, in recordings that tell it. */
type ToldTurn = CallView['turns'][number] & { zero_ms?: number | undefined }

function onTheCall(turns: readonly TurnView[], call: CallView): Placing {
  const began = new Map(call.turns.map((told: ToldTurn) => [told.turn, told]))
  const measured = (turn: TurnView | undefined): number | null => {
    const told = turn && began.get(turn.index)
    if (turn === undefined || told === undefined) return null
    const at = known(told.at_ms)
    return known(told.zero_ms) ?? (at === null ? null : at - callerBegan(turn))
  }
  const placed: PlacedTurn[] = []
  turns.forEach((turn, place) => {
    const clock = turnClock(turn, { atPace: true })
    const zero = measured(turn)
    const guess = () => guessedZero(clock, placed.at(-1), measured(turns[place + 1]))
    placed.push({ turn, clock, zero: zero ?? guess(), estimated: zero === null })
  })
  // Connecting and waiting come before the first sound, with which the recording begins.
  const callFrom = Math.max(0, -Math.min(0, ...placed.map(({ zero }) => zero)))
  return {
    placed: placed.map((one) => ({ ...one, zero: one.zero + callFrom })),
    breaks: [],
    callFrom,
  }
}

/** Puts the turns of an execution on one clock: that of the recording of the call, where there is one. */
export const placeTurns = (turns: readonly TurnView[], call: CallView | null): Placing =>
  call === null ? oneAfterTheOther(turns) : onTheCall(turns, call)
