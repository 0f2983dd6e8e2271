import { EventStream } from '#lib/engines/connectors/event-stream.ts'
import { deriveTimings } from '#lib/engines/connectors/timings.ts'
import type { HeldTurn, Line, Turn, TurnEvent, TurnOptions } from '#lib/engines/connectors/types.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'
import type { Stimulus } from '#lib/engines/speech/types.ts'
import type { OwnSideEvidence, TurnTimings } from '#lib/engines/validation/evidence.ts'
import { observeFrames } from '#lib/platform/metrics/metrics.ts'
import type { StimulusHeard } from '#lib/runs/execute/check-stimulus.ts'
import { OwnSide } from '#lib/runs/execute/own-side.ts'

/** What the caller does in one turn. */
export type Utterance = {
  index: number
  language: string
  text: string | null
  stimulus: Stimulus | null
  /** what an independent recogniser hears in it, while the conversation goes on */
  heard?: Promise<StimulusHeard>
  /** why our own side cannot make its audio: then nothing is sent */
  unspeakable?: string
  /** `tones`: what is played into the line when it has no message for keys; `endMs`: of the last one, else their end */
  keys?: { digits: string; tones: Clip | null; endMs?: number }
  silenceMs?: number
  /** the caller speaks into the reply before */
  breaksIn?: true
  /** it only shows that the caller listens: no answer is waited for */
  backchannel?: true
}

/** A turn that has been held, and all that happened in it. */
export type TurnResult = {
  utterance: Utterance
  events: TurnEvent[]
  /** `performance.now()` */
  startedAt: number
  timings: TurnTimings
  /** the caller broke into its reply */
  cutShort: boolean
  /** null when nothing was held */
  ownSide: OwnSideEvidence | null
  /** at which the caller spoke, see `TurnOptions`; absent when nothing was held */
  pace?: number
}

export type HowToSpeak = {
  pace: number
  maxAttempts: number
  signal: AbortSignal
  /** the next turn breaks in so many ms after the first audio of the reply */
  yieldAfterMs: number | undefined
  /** the voice AI runs on this machine, and waits when we make it wait */
  sharesMachine: boolean
}

/** ms from the first sample to the end of speech; 0 in silence, null where nothing is spoken. */
function speechEndOf({ stimulus, keys, silenceMs }: Utterance): number | null {
  if (stimulus) return stimulus.levels.speechEndMs
  if (keys?.tones) return keys.endMs ?? (keys.tones.pcm.length / keys.tones.sampleRate) * 1_000
  return silenceMs === undefined ? null : 0
}

/** What the caller sends into the line as sound; null for a text and for keys that are a message. */
export const clipOf = ({ stimulus, keys }: Utterance): Clip | null =>
  stimulus?.clip ?? keys?.tones ?? null

/** ms for which the caller listens on after a murmur: long enough to tell that the voice AI goes on */
const listensOnMs = 2_000
/** At most so often a second more, while the voice AI speaks. */
const maxMore = 60

function inputOf(utterance: Utterance, onFrame: (lateMs: number) => void): Turn {
  const { language, text, keys, silenceMs, backchannel } = utterance
  if (silenceMs !== undefined) return { kind: 'silence', durationMs: silenceMs, language }
  const clip = clipOf(utterance)
  const speechEndMs = speechEndOf(utterance) ?? 0
  if (clip && backchannel) {
    const durationMs = (clip.pcm.length / clip.sampleRate) * 1_000 + listensOnMs
    return { kind: 'silence', durationMs, language, murmur: { ...clip, speechEndMs } }
  }
  if (clip) return { kind: 'voice', ...clip, speechEndMs, language, onFrame }
  if (keys) return { kind: 'dtmf', digits: keys.digits, language }
  return { kind: 'text', text: text ?? '', language }
}

/** What may still be told of a turn that goes on without the caller. */
const heardOnly = new Set<TurnEvent['type']>([
  ...(['unsolicited', 'unsolicited_audio', 'interrupted', 'notice'] as const),
  ...(['audio', 'reply', 'incomplete', 'hung_up', 'error'] as const),
])

/** After a murmur the caller hears on, a second at a time, as long as the voice AI goes on speaking. */
async function hearOn(
  session: Line,
  { language }: Utterance,
  events: TurnEvent[],
  how: TurnOptions,
  onHeld: () => void,
): Promise<void> {
  for (let second = 0; second < maxMore; second++) {
    const said = events.findLast(({ type }) => type === 'unsolicited_audio')
    const failed = events.some(({ type }) => type === 'error' || type === 'hung_up')
    if (failed || !said || performance.now() - said.at > 1_000) return
    const more: Turn = { kind: 'silence', durationMs: 1_000, language }
    for await (const event of session.turn(more, how))
      if (heardOnly.has(event.type)) events.push(event)
    onHeld()
  }
}

/** Holds one turn. A fault of the voice AI or the line is one of its events. */
export async function takeTurn(
  session: Line,
  utterance: Utterance,
  { yieldAfterMs, sharesMachine, ...how }: HowToSpeak,
): Promise<TurnResult> {
  const ownSide = new OwnSide(sharesMachine)
  const begunAt = performance.now()
  const events: TurnEvent[] = []
  const held: HeldTurn[] = []
  const onHeld = () => held.push(...[session.heldTurn?.() ?? []].flat())
  const options = { ...how, ...(yieldAfterMs !== undefined && { yieldAfterMs }) }
  const late: number[] = []
  const input = inputOf(utterance, (ms) => late.push(ms))
  try {
    const turn = session.turn(input, options)
    // A promise for each event would cost more than all else that is done with it.
    if (turn instanceof EventStream) events.push(...((await turn.all()) as TurnEvent[]))
    else for await (const event of turn) events.push(event)
    onHeld()
    if (utterance.backchannel) await hearOn(session, utterance, events, options, onHeld)
  } catch (error) {
    ownSide.stop()
    throw error
  }
  const cutShort = yieldAfterMs !== undefined && events.some(({ type }) => type === 'audio')
  const startedAt = held[0]?.startedAt ?? begunAt
  const timings = deriveTimings(events, { startedAt, speechEndMs: speechEndOf(utterance) })
  const pace = clipOf(utterance) ? how.pace : 0
  if (pace > 0) observeFrames(late)
  const own = ownSide.read(events, pace, timings, late, held)
  return { utterance, events, startedAt, timings, cutShort, ownSide: own, pace: how.pace }
}
