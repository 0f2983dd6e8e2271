import type { InboundDelivery } from '#lib/engines/vendors/inbound.ts'
import { createParser } from '#lib/platform/parsing/create-parser.ts'
import { threadProgram } from '#lib/platform/processes/thread-program.ts'
import { parseEvent, type ReadEvent } from '#lib/webhooks/parse-event.ts'
import { type Provider, providerOfKind, registeredProviders } from '#lib/webhooks/providers.ts'

/** Bytes of a delivery that is read at once; senders' events are far smaller. */
const atOnce = 256 * 1_024

const inThread = createParser({
  what: 'The delivery',
  program: () => threadProgram(import.meta.dirname, 'lib/webhooks/event-thread.ts'),
  deadlineMs: 10_000,
  memoryMb: 384,
  threads: 1,
})

/**
 * `parseEvent`, of a large delivery in a thread: 25 MB of brackets took nine seconds of everybody's time. Throws `AppError` as
 * that does, and `too_large` for what takes too long or too much memory to read.
 */
export async function readEvent(
  { kind, receiver }: Provider,
  delivery: InboundDelivery,
): Promise<ReadEvent> {
  // The thread knows what is registered, and no other.
  const isKnown = providerOfKind(registeredProviders(), kind)?.receiver === receiver
  if (delivery.body.length <= atOnce || !isKnown) return parseEvent(receiver, delivery)
  const { headers, body } = delivery
  // Our own thread made it, by `parseEvent`.
  return (await inThread({ kind, headers, body: new Uint8Array(body) })) as ReadEvent
}
