import { z } from 'zod'

/** Signed together with everything else, so that neither can be renewed by who recorded a delivery. */
const SignedFacts = z.object({
  delivery_id: z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/)
    .optional()
    .catch(undefined),
  sent_at: z.int().nonnegative().optional().catch(undefined),
})
export type SignedFacts = z.output<typeof SignedFacts>

/** Our snippet's bodies are far smaller; those of others have no such facts. */
const limit = 100_000

/** Id and time (s since 1970) that a body carries by our convention; empty where it follows another. */
export function signedFacts(body: Buffer): SignedFacts {
  if (body.length > limit) return {}
  try {
    return SignedFacts.catch({}).parse(JSON.parse(body.toString('utf8')))
  } catch {
    return {}
  }
}
