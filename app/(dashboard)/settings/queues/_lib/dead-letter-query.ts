import { z } from 'zod'

import { decodeCursor } from '#lib/platform/format/cursor.ts'
import { jobNames } from '#lib/platform/jobs/catalog.ts'
import { DeadLetterKey } from '#lib/platform/jobs/list-dead-letters.ts'

const isCursor = (text: string) => decodeCursor(DeadLetterKey, text) !== null

/** What the address of the page may say of dead letters. What does not fit asks nothing. */
export const DeadLetterAddress = z.object({
  queue: z.enum(jobNames).optional().catch(undefined),
  search: z.string().trim().min(1).max(200).optional().catch(undefined),
  cursor: z.string().max(500).refine(isCursor).optional().catch(undefined),
})
export type DeadLetterAddress = z.output<typeof DeadLetterAddress>

/** The address of the page with another cursor, the filters kept. */
export function queuesHref({ queue, search }: DeadLetterAddress, cursor: string | null): string {
  const entries = Object.entries({ queue, search, ...(cursor !== null && { cursor }) })
  const text = new URLSearchParams(
    entries.filter((entry): entry is [string, string] => entry[1] !== undefined),
  ).toString()
  return text === '' ? '/settings/queues' : `/settings/queues?${text}`
}
