import { z } from 'zod'

export const ResealView = z.object({
  /** secrets that were sealed anew; those under the current key already are left alone */
  connections: z.number().int(),
  targets: z.number().int(),
  variables: z.number().int(),
  deliveries: z.number().int(),
})
export type ResealView = z.output<typeof ResealView>
