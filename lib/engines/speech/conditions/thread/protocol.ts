import { z } from 'zod'

import { ConditionsReport } from '#lib/engines/speech/conditions/condition.ts'

const Clip = z.object({
  pcm: z.custom<Int16Array>((value) => value instanceof Int16Array),
  sampleRate: z.number().int().positive(),
})

/** What the conditions thread is asked. */
export const ConditionsQuestion = z.object({
  clip: Clip,
  settings: z.unknown(),
  seed: z.number().int(),
  /** sounds that the thread keeps under a name; `clips` come along when it cannot have them yet */
  sounds: z
    .object({
      name: z.string(),
      clips: z.object({ babble: z.array(Clip).optional(), recording: Clip.optional() }).optional(),
    })
    .nullable(),
})
export type ConditionsQuestion = z.infer<typeof ConditionsQuestion>

export const StimulusLevels = z.object({
  durationMs: z.number(),
  peakDb: z.number(),
  rmsDb: z.number(),
  silentShare: z.number(),
  speechStartMs: z.number().nullable(),
  speechEndMs: z.number(),
})

const Heard = z.object({
  clip: Clip,
  /** speech boundaries as the report has them: noise hides them from any measurement */
  levels: StimulusLevels,
  report: ConditionsReport,
})
export type Heard = z.infer<typeof Heard>

/** `refused`: the profile cannot be applied to this clip; `error`: the thread is at fault. */
export const ConditionsAnswer = z.union([
  Heard,
  z.object({ refused: z.string() }),
  z.object({ error: z.string() }),
])
export type ConditionsAnswer = z.infer<typeof ConditionsAnswer>
