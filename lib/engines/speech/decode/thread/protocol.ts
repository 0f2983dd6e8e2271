import { z } from 'zod'

/** What the decoding thread is asked: bytes of a container that needs a decoder. */
export const DecodeQuestion = z.object({
  bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
  container: z.enum(['mp3', 'ogg', 'flac', 'webm']),
  /** ms */
  maxDurationMs: z.number().positive(),
  deadlineMs: z.number().positive(),
})
export type DecodeQuestion = z.infer<typeof DecodeQuestion>

const Decoded = z.object({
  pcm: z.custom<Int16Array>((value) => value instanceof Int16Array),
  sampleRate: z.number().int().positive(),
  channels: z.number().int().positive(),
  codec: z.enum(['mp3', 'opus', 'vorbis', 'flac']),
  warnings: z.array(z.string()),
})
export type ThreadDecoded = z.infer<typeof Decoded>

/** `refused`: the audio cannot be decoded; `error`: the decoder is at fault. */
export const DecodeAnswer = z.union([
  Decoded,
  z.object({ refused: z.string() }),
  z.object({ error: z.string() }),
])
export type DecodeAnswer = z.infer<typeof DecodeAnswer>
