import { notFound } from 'next/navigation'
import { z } from 'zod'

import { NotFoundError } from '#lib/platform/errors.ts'

/** The id of an address; anything that is none is a page that does not exist. */
export function idOr404(id: string): string {
  const parsed = z.uuid().safeParse(id)
  return parsed.success ? parsed.data : notFound()
}

/** What a query found; a row that is missing, or another organization's, is a page that does not exist. */
export async function foundOr404<T>(query: Promise<T>): Promise<T> {
  try {
    return await query
  } catch (error) {
    if (error instanceof NotFoundError) notFound()
    throw error
  }
}
