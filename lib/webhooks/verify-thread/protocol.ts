import { z } from 'zod'

import type { InboundHeaders, InboundSecret } from '#lib/engines/vendors/inbound.ts'

/** A delivery that costs too much hashing for the event loop. Its body goes over to the thread and comes back. */
export type VerifyQuestion = {
  kind: string
  headers: InboundHeaders
  body: Uint8Array<ArrayBuffer>
  secrets: readonly InboundSecret[]
  /** ms since 1970 */
  now: number
}

const Reason = z.enum(['missing', 'malformed', 'mismatch', 'expired', 'no_secret'])

/** `secret` is the place of the fitting one in the question. */
export const VerifyAnswer = z.object({
  body: z.custom<Uint8Array<ArrayBuffer>>((value) => value instanceof Uint8Array),
  result: z.union([
    z.object({ ok: z.literal(true), secret: z.number().int() }),
    z.object({ ok: z.literal(false), reason: Reason }),
  ]),
})
export type VerifyAnswer = z.output<typeof VerifyAnswer>
