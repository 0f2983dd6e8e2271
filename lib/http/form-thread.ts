import { z } from 'zod'

import { parseForm } from '#lib/http/parse-form.ts'
import { serveQuestions } from '#lib/platform/parsing/serve-questions.ts'

const Question = z.object({
  bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
  contentType: z.string(),
  maxParts: z.number(),
})

/** Worker thread: takes forms apart. */
serveQuestions((question) => parseForm(Question.parse(question)))
