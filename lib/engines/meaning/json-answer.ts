import type { z } from 'zod'

import { errorMessage, UpstreamError } from '#lib/platform/errors.ts'

/** A service's JSON by its schema. Throws `UpstreamError` in words for anything else. */
export function parseAnswer<T extends z.ZodType>(
  service: string,
  schema: T,
  body: Buffer,
): z.output<T> {
  try {
    return schema.parse(JSON.parse(body.toString('utf8')))
  } catch (error) {
    throw new UpstreamError(
      service,
      `an answer that is not understood: ${errorMessage(error)}`,
      false,
      error,
    )
  }
}
