import { z } from 'zod'

import { InvalidError } from '#lib/platform/errors.ts'
import { serveQuestions } from '#lib/platform/parsing/serve-questions.ts'
import { parseEvent } from '#lib/webhooks/parse-event.ts'
import { providerOfKind, registeredProviders } from '#lib/webhooks/providers.ts'

const Question = z.object({
  kind: z.string(),
  headers: z.record(z.string(), z.string().optional()),
  body: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
})

/** Worker thread: reads the event out of a large delivery. */
serveQuestions((question) => {
  const { kind, headers, body } = Question.parse(question)
  const provider = providerOfKind(registeredProviders(), kind)
  if (!provider) throw new InvalidError(`${kind} sends no deliveries`)
  return parseEvent(provider.receiver, { headers, body: Buffer.from(body.buffer) })
})
