import type { Clip } from '#lib/engines/speech/clip.ts'

/** A speech recogniser that is independent of the voice AI under test. */
export type Asr = {
  /** Model and host: what else it is must not change what it hears. */
  id: string
  /**
   * The words of a clip in a BCP-47 language, empty when it hears none. Throws `InvalidError` for a clip that is too
   * long and `UpstreamError` for faults.
   */
  transcribe(clip: Clip, language: string, signal?: AbortSignal): Promise<string>
}
