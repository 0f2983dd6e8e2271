import { z } from 'zod'

const TemplateSet = z.object({
  id: z.string(),
  offsets: z.custom<Uint32Array>((value) => value instanceof Uint32Array),
  power: z.custom<Float32Array>((value) => value instanceof Float32Array),
})

/** What a listening thread is asked. The templates lie in shared memory, so asking costs no copy. */
export const Question = z.object({
  pcm: z.custom<Int16Array>((value) => value instanceof Int16Array),
  sampleRate: z.number().int().positive(),
  profile: z.enum(['robust', 'fragile']),
  sets: z.array(TemplateSet),
  /** the utterance is not over: find the phrase that begins like it */
  partial: z.boolean(),
})
export type Question = z.infer<typeof Question>

/** What it answers. */
export const Recognised = z.object({
  phrase: z.number().int().nullable(),
  nearest: z.number().int().nullable(),
  score: z.number(),
  /** share of the phrase that has been spoken, 0..1 */
  progress: z.number(),
  cpuMs: z.number(),
})
export type Recognised = z.infer<typeof Recognised>
export const Answered = z.union([Recognised, z.object({ error: z.string() })])
