import type { Listener } from '#lib/engines/speech/asr/listener.ts'
import type { Stimulus } from '#lib/engines/speech/types.ts'
import type { AudioEvidence } from '#lib/engines/validation/evidence.ts'
import { transcriptErrors } from '#lib/engines/validation/text/wer.ts'
import { errorMessage } from '#lib/platform/errors.ts'

/** The part of a stimulus's evidence that says what an independent recogniser heard. */
export type StimulusHeard = Pick<AudioEvidence, 'check' | 'check_fault'>

/**
 * Lets an independent recogniser listen to a stimulus that was made from `text`. Never throws: a recogniser that
 * cannot be asked says nothing about the stimulus.
 */
export async function checkStimulus(
  listener: Listener,
  { stimulus, text, language }: { stimulus: Stimulus; text: string; language: string },
  maxWer: number,
  signal: AbortSignal,
): Promise<StimulusHeard> {
  try {
    const heard = await listener.heard(stimulus, language, signal)
    const errors = transcriptErrors(text, heard, language)
    const { rate } = errors.main === 'cer' ? errors.characters() : errors.words
    return {
      check: {
        text: heard,
        wer: rate,
        measure: errors.main,
        max_wer: maxWer,
        model: listener.model,
      },
    }
  } catch (error) {
    return { check: null, check_fault: errorMessage(error) }
  }
}
