import { z } from 'zod'

/** `{id}` of an address. */
export const IdParams = z.object({ id: z.uuid() })
