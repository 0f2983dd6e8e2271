import { z } from 'zod'

import type { Clip } from '#lib/engines/speech/clip.ts'
import { createParser } from '#lib/platform/parsing/create-parser.ts'
import { threadProgram } from '#lib/platform/processes/thread-program.ts'

const inThread = createParser({
  what: 'The recording',
  program: () => threadProgram(import.meta.dirname, 'lib/engines/speech/decode/upload-thread.ts'),
  deadlineMs: 40_000,
  memoryMb: 256,
  threads: 2,
})

const Decoded = z.object({
  clip: z.object({
    pcm: z.custom<Int16Array>((value) => value instanceof Int16Array),
    sampleRate: z.number(),
  }),
  warnings: z.array(z.string()),
})

type Upload = {
  bytes: Uint8Array
  maxBytes: number
  /** ms */
  maxDurationMs: number
  /** Hz of what comes back */
  sampleRate: number
}

/**
 * Decodes an upload of any form that `decodeAudio` reads, in one channel at the rate that is wanted. In a thread: ten megabytes
 * of WAV take two seconds. Throws `AppError`: `invalid` for what cannot be read, `too_large`, `unavailable`.
 */
export async function decodeUpload(upload: Upload): Promise<{ clip: Clip; warnings: string[] }> {
  // A message carries the whole memory that a view looks at.
  return Decoded.parse(await inThread({ ...upload, bytes: new Uint8Array(upload.bytes) }))
}
