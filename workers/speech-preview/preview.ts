import { spectrogram } from '#lib/engines/speech/audio/spectrogram.ts'
import type {
  SpeechAnswer,
  SpeechQuestion,
} from '#lib/engines/speech/catalogue/preview-protocol.ts'
import { sampleSentence } from '#lib/engines/speech/catalogue/sample-sentences.ts'
import type { Conditions } from '#lib/engines/speech/conditions/conditioned-stimulus.ts'
import { parseProfile } from '#lib/engines/speech/conditions/profile.ts'
import type { Speech } from '#lib/engines/speech/stimulus.ts'
import type { Stimulus } from '#lib/engines/speech/types.ts'

type Question = Extract<SpeechQuestion, { ask: 'preview' }>
type Deps = { speech: Pick<Speech, 'stimulus'>; conditions: Pick<Conditions, 'hear'> }

/**
 * Lets a text be heard before and after a device profile. Both sounds are kept as stimuli, so that a run that says the
 * same finds them. Throws `InvalidError` for what the profile cannot be applied to.
 */
export async function preview(
  { speech, conditions }: Deps,
  { text: given, language, voice, settings, seed, columns, bands }: Question,
): Promise<SpeechAnswer> {
  const text = given ?? sampleSentence(language)
  const profile = { settings: parseProfile(settings), seed }
  const dry = await speech.stimulus({ text, language, voice })
  const heard = await conditions.hear(dry, profile)
  if (!heard.conditioned) throw new Error('The stimulus went through no profile')
  const sound = ({ key, levels, clip }: Stimulus) => {
    const picture = Buffer.from(spectrogram(clip, { columns, bands }))
    return { key, levels, spectrogram: picture.toString('base64') }
  }
  return {
    ...{ is: 'preview', text, sampleRate: dry.clip.sampleRate },
    ...{ dry: sound(dry), heard: sound(heard), report: heard.conditioned.report },
  }
}
