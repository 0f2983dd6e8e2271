import type { AudioClip } from '#components/audio/types.ts'
import type { TurnView } from '#lib/executions/schema.ts'

function clip(audio: TurnView['input_audio'], label: string): AudioClip | null {
  if (!audio) return null
  const { speech_start_ms: start, speech_end_ms: end } = audio
  return {
    src: audio.url,
    label,
    duration_ms: audio.duration_ms,
    ...(start !== null &&
      end !== null && { regions: [{ label: 'Speech', start_ms: start, end_ms: end }] }),
  }
}

/** The two recordings of a turn, with the speech marked in them. */
export function audioClips(turn: Pick<TurnView, 'index' | 'input_audio' | 'output_audio'>) {
  return {
    input: clip(turn.input_audio, `Caller, turn ${turn.index + 1}`),
    output: clip(turn.output_audio, `Voice AI, turn ${turn.index + 1}`),
  }
}
