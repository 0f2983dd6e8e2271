import { z } from 'zod'

import { ConditionsReport } from '#lib/engines/speech/conditions/condition.ts'
import { StimulusLevels } from '#lib/engines/speech/conditions/thread/protocol.ts'
import { VoicesView } from '#lib/engines/speech/schema.ts'

/** One side of a preview; `spectrogram` is base64. */
const PreviewedSound = z.object({
  key: z.string(),
  levels: StimulusLevels,
  spectrogram: z.string(),
})
export type PreviewedSound = z.output<typeof PreviewedSound>

/** What the web application asks the studio, one question at a time over the channel of a child process. */
export const SpeechQuestion = z.discriminatedUnion('ask', [
  z.object({ ask: z.literal('voices') }),
  z.object({
    ask: z.literal('sample'),
    engine: z.string(),
    voice: z.string(),
    /** BCP-47 */
    language: z.string(),
  }),
  /** a text through a device profile */
  z.object({
    ask: z.literal('preview'),
    text: z.string().optional(),
    language: z.string(),
    voice: z.string(),
    settings: z.unknown(),
    seed: z.number().int(),
    columns: z.number().int(),
    bands: z.number().int(),
  }),
])
export type SpeechQuestion = z.output<typeof SpeechQuestion>

export const SpeechAnswer = z.discriminatedUnion('is', [
  z.object({ is: z.literal('voices'), voices: VoicesView }),
  /** storage key in the bucket of stimuli */
  z.object({ is: z.literal('sample'), key: z.string() }),
  z.object({
    is: z.literal('preview'),
    text: z.string(),
    sampleRate: z.number(),
    dry: PreviewedSound,
    heard: PreviewedSound,
    report: ConditionsReport,
  }),
  z.object({
    is: z.literal('fault'),
    code: z.enum(['invalid', 'upstream', 'unavailable', 'internal']),
    message: z.string(),
  }),
])
export type SpeechAnswer = z.output<typeof SpeechAnswer>
