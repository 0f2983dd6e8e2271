import type { z } from 'zod'

import type { Client } from '#cli/client.ts'
import { pageOf } from '#lib/platform/format/cursor.ts'

/** Every entry of a list, page by page. */
export async function listAll<T extends z.ZodType>(
  client: Client,
  path: string,
  item: T,
  query: Record<string, string> = {},
): Promise<z.output<T>[]> {
  const all: z.output<T>[] = []
  let cursor: string | undefined
  do {
    const page = await client.json(path, pageOf(item), {
      query: { limit: '200', ...query, cursor },
    })
    all.push(...page.data)
    cursor = page.next_cursor ?? undefined
  } while (cursor)
  return all
}
