import type { TurnEvent } from '#lib/engines/connectors/types.ts'
import type { SoundSpan } from '#lib/engines/speech/listening/sound-spans.ts'
import type { Stimulus } from '#lib/engines/speech/types.ts'
import type { AudioEvidence, TurnEvidence, TurnFault } from '#lib/engines/validation/evidence.ts'
import { definedValues } from '#lib/platform/defined-values.ts'
import { asSentence } from '#lib/platform/format/sentence.ts'
import type { Outage } from '#lib/platform/net/network-error.ts'
import { entitiesOf } from '#lib/runs/execute/entities.ts'
import type { TurnResult, Utterance } from '#lib/runs/execute/take-turn.ts'
import { toolEvidence } from '#lib/runs/execute/tool-evidence.ts'
import { turnTimes } from '#lib/runs/execute/turn-times.ts'

/** Faults of the voice AI's own answer; every other one lies between it and us. */
const theirs = new Set(['voice_ai_error'])

const audioEvidence = ({
  key,
  sha256,
  levels,
  conditioned,
  storageGap,
}: Stimulus): AudioEvidence => ({
  key,
  ...storageGap,
  sha256,
  duration_ms: levels.durationMs,
  peak_db: levels.peakDb,
  rms_db: levels.rmsDb,
  silent_share: levels.silentShare,
  speech_start_ms: levels.speechStartMs,
  speech_end_ms: levels.speechEndMs,
  ...(conditioned && {
    dry: {
      peak_db: conditioned.dry.peakDb,
      speech_start_ms: conditioned.dry.speechStartMs,
      speech_end_ms: conditioned.dry.speechEndMs,
    },
  }),
})

const last = <T extends TurnEvent['type']>(events: readonly TurnEvent[], type: T) =>
  events.findLast((event): event is Extract<TurnEvent, { type: T }> => event.type === type)

/** Whether the voice AI answered nobody when a turn ended. */
export const outageOf = ({ events }: TurnResult): Outage | null =>
  last(events, 'error')?.outage ?? null

/** ms that the voice AI, or our breaker, wants to be left alone for. */
export const retryAfterOf = ({ events }: TurnResult): number | null =>
  last(events, 'error')?.retryAfterMs ?? null

function faultOf(events: readonly TurnEvent[]): TurnFault | null {
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

function kindOf({ stimulus, keys, silenceMs, unspeakable }: Utterance): TurnEvidence['kind'] {
  if (unspeakable !== undefined) return 'voice'
  if (silenceMs !== undefined) return 'silence'
  if (keys) return 'dtmf'
  return stimulus ? 'voice' : 'text'
}

function unsolicitedOf(events: readonly TurnEvent[]): string {
  return events
    .flatMap((event) => (event.type === 'unsolicited' ? [event.written] : []))
    .join(' ')
    .trim()
}

const maxNotices = 10
const noticeLength = 500

/** What was told beside the answer: trouble that the voice AI got over, a transcript that failed, that it hung up. */
function noticesOf(events: readonly TurnEvent[]): string[] | undefined {
  const told = events.flatMap((event) => {
    if (event.type === 'notice') return [event.message]
    return event.type === 'hung_up' ? [`the voice AI ended the conversation: ${event.why}`] : []
  })
  const sentences = told.slice(0, maxNotices).map((one) => asSentence(one.slice(0, noticeLength)))
  return sentences.length === 0 ? undefined : sentences
}

/** What only some turns have. */
function extrasOf({ utterance, events, cutShort, ownSide }: TurnResult): Partial<TurnEvidence> {
  const { keys, silenceMs, unspeakable } = utterance
  const unsolicited = unsolicitedOf(events)
  return {
    ...(unspeakable !== undefined && { unspeakable }),
    ...(keys && { keys: { digits: keys.digits, tones: keys.tones !== null } }),
    ...(silenceMs !== undefined && { silence_ms: silenceMs }),
    ...(unsolicited !== '' && { unsolicited }),
    ...(cutShort && { cut_short: true }),
    ...definedValues({
      incomplete: last(events, 'incomplete')?.why,
      attachments: last(events, 'reply')?.attachments,
      notices: noticesOf(events),
    }),
    ...(ownSide && { own_side: ownSide }),
  }
}

/** What is known of the tools of a turn, and of the fault of one that nothing answered; it may come later than the turn. */
export const calledEvidence = (turnResult: TurnResult): Partial<TurnEvidence> => ({
  fault: faultOf(turnResult.events),
  ...toolEvidence(turnResult),
})

/** All that a turn leaves for validation. `replyAudio` is what was stored of the reply, `spans` where sound is in it. */
export function turnEvidence(
  turnResult: TurnResult,
  replyAudio: AudioEvidence | null,
  spans: readonly SoundSpan[] = [],
): TurnEvidence {
  const { utterance, events } = turnResult
  const kind = kindOf(utterance)
  const { stimulus } = utterance
  const transcript = last(events, 'transcript')
  const reply = last(events, 'reply')
  const intent = last(events, 'intent')
  return {
    index: utterance.index,
    kind,
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
    ...turnTimes(turnResult, kind, replyAudio, spans),
    attempts: Math.max(1, events.filter((event) => event.type === 'attempt').length),
    fault: faultOf(events),
    ...extrasOf(turnResult),
    ...toolEvidence(turnResult),
  }
}
