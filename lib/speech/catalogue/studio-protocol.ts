import { z } from 'zod'

import { VoicesView } from '../schema.ts'

/** What the web application asks the studio, one question at a time over the channel of a child process. */
export const StudioQuestion = z.discriminatedUnion('ask', [
  z.object({ ask: z.literal('voices') }),
  z.object({
    ask: z.literal('sample'),
    engine: z.string(),
    voice: z.string(),
    /** BCP-47 */
    language: z.string(),
  }),
])
export type StudioQuestion = z.output<typeof StudioQuestion>

export const StudioAnswer = z.discriminatedUnion('is', [
  z.object({ is: z.literal('voices'), voices: VoicesView }),
  /** storage key in the bucket of stimuli */
  z.object({ is: z.literal('sample'), key: z.string() }),
  z.object({
    is: z.literal('fault'),
    code: z.enum(['invalid', 'upstream', 'unavailable', 'internal']),
    message: z.string(),
  }),
])
export type StudioAnswer = z.output<typeof StudioAnswer>
