import { z } from 'zod'

import { deliveryStatuses } from '#db/enums.ts'

const text = (max: number) => z.string().trim().min(1).max(max).optional().catch(undefined)

/** What the address of the log may say. What does not fit asks nothing. */
export const DeliveryQuery = z.object({
  connection: z.uuid().optional().catch(undefined),
  status: z.enum(deliveryStatuses).optional().catch(undefined),
  event: text(200),
  repository: text(300),
  cursor: z.uuid().optional().catch(undefined),
})
export type DeliveryQuery = z.output<typeof DeliveryQuery>

/** The address of the log with another cursor, the filters kept. */
export function deliveriesHref(query: DeliveryQuery, cursor: string | null): string {
  const { cursor: _present, ...filters } = query
  const entries = Object.entries({ ...filters, ...(cursor !== null && { cursor }) })
  const search = new URLSearchParams(
    entries.filter((entry): entry is [string, string] => entry[1] !== undefined),
  ).toString()
  return search === '' ? '/settings/deliveries' : `/settings/deliveries?${search}`
}
