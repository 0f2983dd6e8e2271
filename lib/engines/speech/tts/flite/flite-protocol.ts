import { z } from 'zod'

/** What the Flite thread is asked: text already in plain ASCII, and a voice that exists. */
export const FliteQuestion = z.object({
  text: z.string().min(1),
  voice: z.string().min(1),
  rate: z.number().positive(),
})
export type FliteQuestion = z.infer<typeof FliteQuestion>

/** What it answers: 16-bit mono samples. */
export const FliteAnswer = z.union([
  z.object({ pcm: z.instanceof(Int16Array), sampleRate: z.number().int().positive() }),
  z.object({ error: z.string() }),
])
export type FliteAnswer = z.infer<typeof FliteAnswer>
