import { deriveTimings } from '#lib/engines/connectors/timings.ts'
import type { Session, Turn, TurnEvent } from '#lib/engines/connectors/types.ts'
import type { Clip } from '#lib/engines/speech/clip.ts'
import type { Stimulus } from '#lib/engines/speech/types.ts'
import type { OwnSideEvidence, TurnTimings } from '#lib/engines/validation/evidence.ts'
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

function inputOf(utterance: Utterance): Turn {
  const { language, text, keys, silenceMs } = utterance
  if (silenceMs !== undefined) return { kind: 'silence', durationMs: silenceMs, language }
  const clip = clipOf(utterance)
  if (clip) return { kind: 'voice', ...clip, speechEndMs: speechEndOf(utterance) ?? 0, language }
  if (keys) return { kind: 'dtmf', digits: keys.digits, language }
  return { kind: 'text', text: text ?? '', language }
}

/** Holds one turn. A fault of the voice AI or the line is one of its events. */
export async function takeTurn(
  session: Session,
  utterance: Utterance,
  { yieldAfterMs, sharesMachine, ...how }: HowToSpeak,
): Promise<TurnResult> {
  const ownSide = new OwnSide(sharesMachine)
  const startedAt = performance.now()
  const events: TurnEvent[] = []
  const options = { ...how, ...(yieldAfterMs !== undefined && { yieldAfterMs }) }
  try {
    for await (const event of session.turn(inputOf(utterance), options)) events.push(event)
  } catch (error) {
    ownSide.stop()
    throw error
  }
  const cutShort = yieldAfterMs !== undefined && events.some(({ type }) => type === 'audio')
  const timings = deriveTimings(events, { startedAt, speechEndMs: speechEndOf(utterance) })
  const late = ownSide.read(events, clipOf(utterance) ? how.pace : 0, timings)
  return { utterance, events, startedAt, timings, cutShort, ownSide: late }
}
