import type { Clip } from '#lib/engines/speech/clip.ts'
import { babbleTalkers } from '#lib/engines/speech/conditions/babble-talkers.ts'
import type { Speech } from '#lib/engines/speech/stimulus.ts'
import type { EngineSet } from '#lib/engines/speech/tts/engine-set.ts'

/**
 * The crowd of babble: spoken by the embedded engine wherever Earshot runs and whatever engine speaks the cases, and
 * kept in storage as stimuli are.
 */
export function storedTalkers(
  engines: EngineSet,
  speech: Pick<Speech, 'stimulus'>,
): Promise<Clip[]> {
  return babbleTalkers({
    voices: () => engines.open('embedded').voices(),
    async synthesize({ text, language, voice }) {
      const spoken = { text, language, voice: `embedded:${voice}` }
      return (await speech.stimulus(spoken)).clip
    },
  })
}
