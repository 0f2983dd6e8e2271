import type {
  AudioEvidence,
  TurnEvidence,
  TurnFault,
  TurnTimings,
} from '#lib/engines/validation/evidence.ts'
import type { ValidationPolicy } from '#lib/engines/validation/policy.ts'

const timings: TurnTimings = {
  connect_ms: 4,
  first_byte_out_ms: 5,
  last_byte_out_ms: 1_900,
  first_partial_ms: null,
  transcript_ms: 2_100,
  first_byte_ms: 2_200,
  first_audio_ms: 2_250,
  done_ms: 2_400,
  response_ms: 420,
  speech_end_ms: 1_830,
}

export const clip = (over: Partial<AudioEvidence> = {}): AudioEvidence => ({
  key: 'clip.wav',
  sha256: 'a'.repeat(64),
  duration_ms: 2_000,
  peak_db: -3,
  rms_db: -20,
  silent_share: 0.1,
  speech_start_ms: 100,
  speech_end_ms: 1_900,
  ...over,
})

/** A voice turn whose evidence is whole and whose answer is right. */
export const voiceTurn = (over: Partial<TurnEvidence> = {}): TurnEvidence => ({
  index: 0,
  kind: 'voice',
  language: 'en-US',
  said: 'what is the weather in toronto',
  stimulus: clip(),
  fully_sent: true,
  heard: 'What is the weather in Toronto?',
  heard_confidence: 0.93,
  reply_written: 'It is sunny in Toronto with 20 degrees.',
  reply_spoken: 'It is sunny in Toronto with twenty degrees.',
  intent: 'WeatherQuery',
  intent_data: { CommandKind: 'WeatherQuery', Location: { City: 'Toronto' } },
  entities: { City: 'Toronto' },
  reply_audio: clip({ key: 'reply.wav', duration_ms: 2_900 }),
  timings,
  attempts: 1,
  fault: null,
  ...over,
})

export const textTurn = (over: Partial<TurnEvidence> = {}): TurnEvidence =>
  voiceTurn({
    kind: 'text',
    stimulus: null,
    heard: null,
    heard_confidence: null,
    reply_audio: null,
    ...over,
  })

export const fault = (over: Partial<TurnFault> = {}): TurnFault => ({
  fault: 'server_error',
  message: 'HTTP 503',
  ours: true,
  status: 503,
  maybe_executed: false,
  ...over,
})

export const policy: ValidationPolicy = {
  version: 7,
  similarityThreshold: 0.85,
  autoPassConfidence: 0.9,
  autoFailConfidence: 0.9,
  auditShare: 0,
  humanReview: true,
}
