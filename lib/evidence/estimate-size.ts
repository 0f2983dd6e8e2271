import type { ExecutionView } from '#lib/executions/schema.ts'

/** 16-bit mono at 16 kHz, the rate at which calls are spoken. */
const bytesPerMs = 32
const withoutSound = 15_000

/**
 * About how many bytes a bundle of this execution has. The sound is in it twice, as files and within the page; the
 * packed base64 of speech is about as large as the speech.
 */
export function estimateSize({ turns, twin_turns, call }: ExecutionView): number {
  const clips = [...turns, ...(twin_turns ?? [])].flatMap((turn) => [
    turn.input_audio?.duration_ms ?? 0,
    turn.output_audio?.duration_ms ?? 0,
  ])
  const mono = clips.reduce((sum, ms) => sum + ms, 0)
  const stereo = call?.assembled ? 0 : (call?.duration_ms ?? 0)
  return withoutSound + 2 * bytesPerMs * (mono + 2 * stereo)
}
