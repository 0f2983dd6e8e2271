import { z } from 'zod'

/** `refused`: what was read is at fault, and where; `error`: its reader is. */
export const ParserAnswer = z.union([
  z.object({
    refused: z.string(),
    faults: z.array(z.object({ path: z.string(), message: z.string() })),
  }),
  z.object({ error: z.string() }),
  z.object({ value: z.unknown() }),
])
export type ParserAnswer = z.infer<typeof ParserAnswer>
