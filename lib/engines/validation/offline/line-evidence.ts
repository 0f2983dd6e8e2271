import type { AudioEvidence, TurnEvidence, TurnTimings } from '#lib/engines/validation/evidence.ts'
import { flatEntities } from '#lib/engines/validation/offline/flat-entities.ts'
import { toolCallEvidence } from '#lib/engines/validation/offline/tool-call-lines.ts'
import type { TurnLine } from '#lib/engines/validation/offline/line.ts'
import { plausibleDuration } from '#lib/engines/validation/text/spoken-length.ts'

/** Measured audio of a turn's files; absent where the line names none. */
export type TurnAudio = { reply?: AudioEvidence; stimulus?: AudioEvidence }

/** Stands for the caller's words where a line does not give them: they are not judged. */
const notGiven = '(not given)'
const quietMs = 100

/** Sound as it would be if all had gone well: audible, and as long as its text takes. */
function plausibleClip(text: string, language: string, name: string): AudioEvidence {
  const { min, max } = plausibleDuration(text, language)
  const spoken = min + (max - min) / 4
  return {
    key: name,
    sha256: '',
    duration_ms: spoken + 2 * quietMs,
    peak_db: -3,
    rms_db: -20,
    silent_share: 0.1,
    speech_start_ms: quietMs,
    speech_end_ms: spoken + quietMs,
  }
}

const timings = (responseMs: number | null): TurnTimings => ({
  connect_ms: null,
  first_byte_out_ms: null,
  last_byte_out_ms: null,
  first_partial_ms: null,
  transcript_ms: null,
  first_byte_ms: null,
  first_audio_ms: null,
  done_ms: null,
  response_ms: responseMs,
  speech_end_ms: null,
})

function replyAudio(line: TurnLine, language: string, audio: TurnAudio): AudioEvidence | null {
  if (audio.reply) return audio.reply
  const text = line.reply?.spoken ?? line.reply?.text ?? ''
  return text.trim() === '' ? null : plausibleClip(text, language, 'reply')
}

/** A turn's evidence from its line. In voice mode sound is assumed to have been good unless it was measured. */
export function lineEvidence(
  line: TurnLine,
  at: { index: number; language: string; mode: 'text' | 'voice' },
  audio: TurnAudio = {},
): TurnEvidence {
  const { index, language, mode } = at
  const { reply } = line
  const calls = reply?.tool_calls
  const voice = mode === 'voice'
  const said = line.said ?? null
  return {
    index,
    kind: mode,
    language,
    said: voice ? said : said === null || said.trim() === '' ? notGiven : said,
    stimulus: voice ? (audio.stimulus ?? plausibleClip(said ?? '', language, 'stimulus')) : null,
    fully_sent: true,
    heard: line.heard ?? null,
    heard_confidence: line.heard_confidence ?? null,
    reply_written: reply?.text ?? null,
    reply_spoken: reply?.spoken ?? null,
    intent: reply?.intent ?? null,
    intent_data: reply?.entities ?? null,
    entities: flatEntities(reply?.entities),
    reply_audio: voice ? replyAudio(line, language, audio) : (audio.reply ?? null),
    timings: timings(reply?.response_ms ?? null),
    attempts: 1,
    fault: null,
    ...(calls && { tool_calls: toolCallEvidence(calls), tools_told: 'all' as const }),
  }
}
