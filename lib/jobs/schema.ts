import { z } from 'zod'

export const QueueView = z.object({
  name: z.string(),
  waiting: z.number().int(),
  active: z.number().int(),
  dead: z.number().int(),
  oldest_waiting_at: z.iso.datetime().nullable(),
})
export type QueueView = z.output<typeof QueueView>
