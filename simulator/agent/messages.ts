import { z } from 'zod'

/** The first message of a client. */
const Start = z.strictObject({
  type: z.literal('start'),
  /** BCP-47 */
  language: z.string().max(35),
  /** Hz of the 16-bit mono samples that the client sends; the reply is always 16,000 */
  sample_rate: z.int().min(8_000).max(48_000).default(16_000),
})

/** A turn in writing. */
const Text = z.strictObject({ type: z.literal('text'), text: z.string().trim().min(1).max(2_000) })

const Stop = z.strictObject({ type: z.literal('stop') })

/** What a client may send as text; everything else of it is audio, in binary messages. */
const ClientMessage = z.discriminatedUnion('type', [Start, Text, Stop])
type ClientMessage = z.output<typeof ClientMessage>

/** Reads a text message; null for anything else than the protocol has. */
export function parseClientMessage(data: Buffer): ClientMessage | null {
  try {
    return ClientMessage.safeParse(JSON.parse(data.toString('utf8'))).data ?? null
  } catch {
    return null
  }
}
