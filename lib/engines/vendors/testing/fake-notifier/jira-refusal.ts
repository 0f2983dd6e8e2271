import type { z } from 'zod'

import type { FakeAnswer } from '#lib/engines/vendors/testing/fake-notifier/fake-http.ts'

export type Errors = Record<string, string>

/** An answer that refuses. */
export class Refusal extends Error {
  readonly answer: FakeAnswer

  constructor(status: number, errors: Errors, messages: string[] = []) {
    super(`refused with ${status}`)
    this.answer = { status, body: { errorMessages: messages, errors } }
  }
}

/** What fits `schema`. Throws Refusal. */
export function parse<T>(schema: z.ZodType<T>, input: unknown): T {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  throw new Refusal(
    400,
    Object.fromEntries(result.error.issues.map(({ path, message }) => [path.join('.'), message])),
  )
}
