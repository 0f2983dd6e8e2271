'use client'

import type { z } from 'zod'

/**
 * What a GET of our own API answers. The schema is fetched beside the first answer, so that no page waits for it.
 * Throws for anything but success, and for another form.
 */
export async function read<T>(
  url: string,
  load: () => Promise<z.ZodType<T>>,
  signal: AbortSignal,
): Promise<T> {
  const [response, schema] = await Promise.all([fetch(url, { signal }), load()])
  if (!response.ok) throw new Error(`${url}: HTTP ${response.status}`)
  return schema.parse(await response.json())
}
