import type { SoundSpan } from '#lib/engines/speech/listening/sound-spans.ts'
import type { AudioEvidence, TurnEvidence, TurnTimings } from '#lib/engines/validation/evidence.ts'
import { answerTimes } from '#lib/runs/execute/answer-times.ts'
import { withFirstSound } from '#lib/runs/execute/first-sound.ts'
import {
  before,
  heardSounds,
  mayHideHole,
  pausesIn,
  playedPieces,
  type PlayedPiece,
  type Stretch,
} from '#lib/runs/execute/heard-times.ts'
import { talkOverMs } from '#lib/runs/execute/talk-over.ts'
import { clipOf, type TurnResult } from '#lib/runs/execute/take-turn.ts'

type Times = Pick<TurnEvidence, 'timings' | 'dead_air' | 'playback'>

/** ms of silence inside a reply from which it is dead air. */
const deadAirMs = 1_000
const maxPauses = 50
/** Holes in the playing that are shorter are how a network falters. */
const jitterMs = 20
const maxParts = 200

const round = (ms: number) => Math.round(ms * 10) / 10

/** To 0.1 ms: finer is noise, and it is stored millions of times. */
function roundTimings(timings: TurnTimings): TurnTimings {
  const rounded = { ...timings }
  for (const name of Object.keys(rounded) as (keyof TurnTimings)[]) {
    const ms = rounded[name]
    if (typeof ms === 'number') rounded[name] = round(ms)
  }
  return rounded
}

/** Where the audio played, without what is mere jitter. */
function partsOf(pieces: readonly PlayedPiece[], startedAt: number) {
  const parts: { at_ms: number; from_ms: number }[] = []
  for (const { from, fromMs } of pieces) {
    const last = parts.at(-1)
    const at_ms = from - startedAt
    if (last && at_ms - last.at_ms - (fromMs - last.from_ms) < jitterMs) continue
    if (parts.length < maxParts) parts.push({ at_ms, from_ms: fromMs })
  }
  return parts.map(({ at_ms, from_ms }) => ({ at_ms: round(at_ms), from_ms: round(from_ms) }))
}

/** How long both spoke, in a turn in which the caller spoke in real time and did not break in. */
function talkOver(
  { events, utterance, timings, startedAt, pace }: TurnResult,
  heard: readonly Stretch[],
): number | null {
  const { stimulus, backchannel, breaksIn } = utterance
  const said = clipOf(utterance)
  const { speech_end_ms: end } = timings
  if (!stimulus || !said || backchannel || breaksIn || pace !== 1 || end === null) return null
  const { speechStartMs, speechEndMs } = stimulus.levels
  const speech = { fromMs: speechStartMs ?? 0, toMs: speechEndMs }
  return talkOverMs({ events, said, speech, spokenAt: startedAt + end, heard })
}

/** When what was heard in a turn; `spans`: where sound is in the reply's audio. What is not known is left out. */
export function turnTimes(
  turn: TurnResult,
  kind: TurnEvidence['kind'],
  audio: AudioEvidence | null,
  spans: readonly SoundSpan[],
): Times {
  const { events, startedAt, cutShort } = turn
  const timings = roundTimings(turn.timings)
  const asked = timings.speech_end_ms ?? timings.last_byte_out_ms
  const isSpoken = kind !== 'text'
  const answer = answerTimes({
    ...{ events, spans, isSpoken },
    askedAt: asked === null ? null : startedAt + asked,
  })
  if (audio?.sound === undefined || !isSpoken)
    return { timings: roundTimings({ ...timings, ...answer }) }
  const pieces = playedPieces(events)
  const endedAt = events.findLast(({ type }) => type === 'done')?.at ?? performance.now()
  // What had not played when the caller broke in, nobody heard.
  const heard = before(heardSounds(pieces, spans), cutShort ? endedAt : Infinity)
  const pauses = pausesIn(heard, deadAirMs).slice(0, maxPauses)
  const both = talkOver(turn, heard)
  const known = withFirstSound(timings, events, { startedAt, leadMs: audio.speech_start_ms })
  return {
    timings: roundTimings({
      ...{ ...known, ...answer },
      ...(heard.length > 0 &&
        !mayHideHole(events, deadAirMs) && {
          dead_air_ms: Math.max(0, ...pauses.map(({ from, to }) => to - from)),
        }),
      ...(both !== null && { talk_over_ms: both }),
    }),
    ...(pauses.length > 0 && {
      dead_air: pauses.map(({ from, to }) => ({
        from_ms: round(from - startedAt),
        to_ms: round(to - startedAt),
      })),
    }),
    playback: partsOf(pieces, startedAt),
  }
}
