'use client'

import type { FieldErrors, FieldValues, Resolver } from 'react-hook-form'

import { isLostChunk, loseChunk } from '#components/lazy/lost-chunk.client.ts'

/**
 * Checks a form by a schema that is fetched on the first check and not with the page. When it does not arrive, the
 * form stays as it is and says so.
 */
export function lazyResolver<Values extends FieldValues, Output>(
  load: () => Promise<Resolver<Values, unknown, Output>>,
): Resolver<Values, unknown, Output> {
  return async (values, context, options) => {
    try {
      const resolver = await load()
      return await resolver(values, context, options)
    } catch (error) {
      if (!isLostChunk(error)) throw error
      loseChunk()
      const message =
        'A part of this page could not be loaded. What you typed is still here: try again.'
      return { values: {}, errors: { root: { type: 'lost', message } } as FieldErrors<Values> }
    }
  }
}
