import { z } from 'zod'

import type { ExaminedReply } from '#lib/engines/speech/listening/examine-reply.ts'

const Clip = z.object({
  pcm: z.custom<Int16Array<ArrayBuffer>>((value) => value instanceof Int16Array),
  sampleRate: z.number().int().positive(),
})

/** What the listening thread is asked: a reply, and what the caller had said. */
export const ListeningQuestion = z.object({ reply: Clip, said: Clip.nullable() })
export type ListeningQuestion = z.infer<typeof ListeningQuestion>

/** `error`: listening itself is at fault. */
export const ListeningAnswer = z.union([
  z.object({
    examined: z.custom<ExaminedReply>((value) => typeof value === 'object' && value !== null),
  }),
  z.object({ error: z.string() }),
])
export type ListeningAnswer = z.infer<typeof ListeningAnswer>
