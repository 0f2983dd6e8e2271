import { deriveTimings } from '#lib/connectors/timings.ts'
import type { Session, TextTurn, TurnEvent, VoiceTurn } from '#lib/connectors/types.ts'
import type { Stimulus } from '#lib/speech/types.ts'
import type { AudioEvidence, TurnEvidence, TurnFault, TurnTimings } from '#lib/validation/types.ts'

import type { Line } from './plan.ts'
import { storeReplyAudio } from './reply-audio.ts'
import { entitiesOf } from './entities.ts'
import type { ExecuteDeps } from './types.ts'

export type Utterance = {
  index: number
  language: string
  text: string | null
  stimulus: Stimulus | null
}

type AttemptEvent = Extract<TurnEvent, { type: 'attempt' }>

export type HeldTurn = {
  evidence: TurnEvidence
  attempts: AttemptEvent[]
  /** ms that the voice AI, or our breaker, wants to be left alone for */
  retryAfterMs: number | null
}

/** Faults of the voice AI's own answer; every other one lies between it and us. */
const theirs = new Set(['voice_ai_error'])

const audioEvidence = ({ key, sha256, levels }: Stimulus): AudioEvidence => ({
  key,
  sha256,
  duration_ms: levels.durationMs,
  peak_db: levels.peakDb,
  rms_db: levels.rmsDb,
  silent_share: levels.silentShare,
  speech_start_ms: levels.speechStartMs,
  speech_end_ms: levels.speechEndMs,
})

function inputOf({ language, text, stimulus }: Utterance): TextTurn | VoiceTurn {
  if (!stimulus) return { kind: 'text', text: text ?? '', language }
  const { clip, levels } = stimulus
  return {
    kind: 'voice',
    pcm: clip.pcm,
    sampleRate: clip.sampleRate,
    speechEndMs: levels.speechEndMs,
    language,
  }
}

const last = <T extends TurnEvent['type']>(events: TurnEvent[], type: T) =>
  events.findLast((event): event is Extract<TurnEvent, { type: T }> => event.type === type)

function faultOf(events: TurnEvent[]): TurnFault | null {
  const error = last(events, 'error')
  if (!error) return null
  return {
    fault: error.fault,
    message: error.message,
    ours: !theirs.has(error.fault),
    status: error.status ?? null,
    maybe_executed: error.maybeExecuted ?? false,
  }
}

/** To 0.1 ms: finer is noise, and it is stored millions of times. */
function roundTimings(timings: TurnTimings): TurnTimings {
  const rounded = Object.entries(timings).map(([name, ms]) => [
    name,
    ms === null ? null : Math.round(ms * 10) / 10,
  ])
  return Object.fromEntries(rounded) as TurnTimings
}

function evidenceOf(
  utterance: Utterance,
  events: TurnEvent[],
  startedAt: number,
  replyAudio: AudioEvidence | null,
): TurnEvidence {
  const { stimulus } = utterance
  const transcript = last(events, 'transcript')
  const reply = last(events, 'reply')
  const intent = last(events, 'intent')
  return {
    index: utterance.index,
    kind: stimulus ? 'voice' : 'text',
    language: utterance.language,
    said: utterance.text,
    stimulus: stimulus && audioEvidence(stimulus),
    fully_sent: events.some(
      (event) =>
        (event.type === 'sent' && event.last === true) ||
        // The voice AI asked us to stop: it has heard all it needs.
        (event.type === 'partial' && event.safeToStop === true),
    ),
    heard: transcript?.text ?? null,
    heard_confidence: transcript?.confidence ?? null,
    reply_written: reply?.written ?? null,
    reply_spoken: reply?.spoken ?? null,
    intent: intent?.kind ?? null,
    intent_data: intent?.data ?? null,
    entities: entitiesOf(intent?.data ?? null),
    reply_audio: replyAudio,
    timings: roundTimings(
      deriveTimings(events, { startedAt, speechEndMs: stimulus?.levels.speechEndMs ?? null }),
    ),
    attempts: Math.max(1, events.filter((event) => event.type === 'attempt').length),
    fault: faultOf(events),
  }
}

/**
 * Says one thing to the voice AI and gathers all that comes back. A fault of the voice AI or the line is part of
 * the evidence; only a fault of our own side (storage) is thrown.
 */
export async function holdTurn(
  deps: ExecuteDeps,
  session: Session,
  line: Line,
  utterance: Utterance,
  audioKey: string,
  signal: AbortSignal,
): Promise<HeldTurn> {
  const startedAt = performance.now()
  const events: TurnEvent[] = []
  const turn = session.turn(inputOf(utterance), {
    signal,
    pace: line.pace,
    maxAttempts: line.maxAttempts,
  })
  for await (const event of turn) events.push(event)
  const replyAudio = await storeReplyAudio(deps.storage, events, audioKey)
  return {
    evidence: evidenceOf(utterance, events, startedAt, replyAudio),
    attempts: events.filter((event): event is AttemptEvent => event.type === 'attempt'),
    retryAfterMs: last(events, 'error')?.retryAfterMs ?? null,
  }
}
