import { type CallView, TurnView } from '#lib/executions/schema.ts'
import type { TimelineEntry, TimelineView } from '#lib/executions/timeline/schema.ts'

export const audio = (
  duration_ms: number,
  speech_start_ms: number | null,
  speech_end_ms: number | null,
) => ({
  ...{ url: '/audio', duration_ms, speech_start_ms, speech_end_ms },
  ...{ peak_db: -3, rms_db: -20, sha256: 'x' },
})

export const turnOf = (more: Partial<TurnView> = {}): TurnView =>
  TurnView.parse({
    ...{ index: 0, kind: 'voice', said: 'book a table', heard: 'book a table' },
    ...{ heard_confidence: null, reply_written: 'It is booked.', reply_spoken: null },
    ...{ intent: null, entities: {}, expected: {}, attempts: 1, fault: null, keys: null },
    ...{ silence_ms: null, unsolicited: null, cut_short: false, spoken_verified: null },
    ...{ barge_in: null, input_audio: audio(1_600, 100, 1_400), output_audio: audio(900, 50, 850) },
    timings: {
      ...{ connect_ms: 40, first_byte_out_ms: 60, last_byte_out_ms: 1_640, speech_end_ms: 1_450 },
      ...{ first_partial_ms: 700, transcript_ms: 1_700, first_byte_ms: 1_900 },
      ...{ first_audio_ms: 2_000, first_sound_ms: 2_060, done_ms: 2_400, response_ms: 610 },
    },
    ...more,
  })

/** A turn sent in writing: it has no sound. */
export const written = (more: Partial<TurnView> = {}): TurnView =>
  turnOf({
    ...{ kind: 'text', heard: null, input_audio: null, output_audio: null },
    timings: { last_byte_out_ms: 5, first_byte_ms: 300, done_ms: 420, response_ms: 400 },
    ...more,
  })

export const callOf = (more: Partial<CallView> = {}): CallView => ({
  ...{ url: '/call', sha256: 'x', duration_ms: 6_000, overlaps: [] },
  turns: [{ turn: 0, at_ms: 0 }],
  ...more,
})

export const only = ({ entries }: TimelineView, kind: TimelineEntry['kind']) =>
  entries.filter((entry) => entry.kind === kind)
export const spanOf = (entry: TimelineEntry | undefined) => entry && [entry.from_ms, entry.to_ms]
