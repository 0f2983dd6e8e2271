import { z } from 'zod'

import { resample } from '#lib/engines/speech/audio/resample.ts'
import { decodeAudio } from '#lib/engines/speech/decode/decode-audio.ts'
import { serveQuestions } from '#lib/platform/parsing/serve-questions.ts'

const Question = z.object({
  bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
  maxBytes: z.number(),
  maxDurationMs: z.number(),
  sampleRate: z.number(),
})

/** Worker thread: decodes what was uploaded, and brings it to the rate that is wanted. */
serveQuestions(async (question) => {
  const { bytes, sampleRate, ...limits } = Question.parse(question)
  const decoded = await decodeAudio(bytes, limits)
  return { clip: resample(decoded, sampleRate), warnings: decoded.warnings }
})
