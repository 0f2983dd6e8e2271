import type { TimingName } from '#lib/insights/run/schema.ts'

/** Names of timings; all but the response time count from the start of the turn. */
export const timingTexts: Record<TimingName, string> = {
  response_ms: 'Response time',
  connect_ms: 'Connected',
  first_byte_out_ms: 'First byte sent',
  last_byte_out_ms: 'Last byte sent',
  speech_end_ms: 'End of speech sent',
  first_partial_ms: 'First partial transcript',
  transcript_ms: 'Final transcript',
  first_byte_ms: 'First byte back',
  first_audio_ms: 'First audio of the reply',
  done_ms: 'Done',
}
