import type {
  InboundDelivery,
  InboundSecret,
  InboundVerification,
} from '#lib/engines/vendors/inbound.ts'
import { AppError } from '#lib/platform/errors.ts'
import { threadProgram } from '#lib/platform/processes/thread-program.ts'
import { openThread } from '#lib/platform/processes/open-thread.ts'
import { createWorkerPool, type WorkerPool } from '#lib/platform/processes/worker-pool.ts'
import type { Provider } from '#lib/webhooks/providers.ts'
import { holdBytes } from '#lib/webhooks/read-body.ts'
import { VerifyAnswer, type VerifyQuestion } from '#lib/webhooks/verify-thread/protocol.ts'

/** bytes hashed for one delivery on the event loop: 4 ms of it */
const inline = 1_048_576
/** Deliveries that may wait for the thread: their bodies are held meanwhile. */
const maxQueued = 16

const inTree = 'lib/webhooks/verify-thread/verify-thread.ts'

const openPool = (): WorkerPool<VerifyQuestion, VerifyAnswer> =>
  createWorkerPool({
    name: 'verification of large deliveries',
    open: () =>
      openThread<VerifyQuestion, VerifyAnswer>({
        program: threadProgram(import.meta.dirname, inTree),
        name: 'webhook verification',
        transfer: ({ body }) => [body.buffer],
        resourceLimits: { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 16 },
        read: (message) => VerifyAnswer.parse(message),
      }),
    size: 1,
    maxQueued,
    timeoutMs: 20_000,
    idleMs: 60_000,
    // The body went with the thread.
    maxAttempts: 1,
  })

// On globalThis because the bundler may load this module more than once in a process.
const holder = globalThis as typeof globalThis & { earshotVerifier?: ReturnType<typeof openPool> }

/** The bytes as memory of their own, which can go to another thread without being copied. */
function ownBytes(body: Buffer): Uint8Array<ArrayBuffer> {
  const { buffer } = body
  return buffer instanceof ArrayBuffer && buffer.byteLength === body.length
    ? new Uint8Array(buffer)
    : new Uint8Array(body)
}

async function inThread(
  { kind }: Provider,
  delivery: InboundDelivery,
  secrets: readonly InboundSecret[],
  now: number,
): Promise<InboundVerification> {
  const pool = (holder.earshotVerifier ??= openPool())
  const { headers } = delivery
  const plain = secrets.map(({ age, field, value }) => ({ age, field, value }))
  const question = { kind, headers, body: ownBytes(delivery.body), secrets: plain, now }
  const { body, result } = await pool.ask(question)
  // The memory was away: whoever looks at the delivery from here on looks at what came back.
  delivery.body = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  if (!result.ok) return result
  const secret = secrets[result.secret]
  return secret ? { ok: true, secret } : { ok: false, reason: 'mismatch' }
}

/**
 * Whether a delivery was made with one of the secrets. Where much is to be hashed for it, a large body or many secrets,
 * a thread does it: anybody may send such a delivery, and nothing else may wait for it. `reason` is `busy` when too many
 * wait already. The body of `delivery` is replaced by one with the same bytes.
 */
export async function verifyReceived(
  provider: Provider,
  delivery: InboundDelivery,
  secrets: readonly InboundSecret[],
  now: number,
): Promise<InboundVerification | { ok: false; reason: 'busy' }> {
  const bytes = delivery.body.length
  if (bytes * Math.max(1, secrets.length) <= inline)
    return provider.receiver.verify(delivery, secrets, now)
  const release = holdBytes(bytes)
  if (!release) return { ok: false, reason: 'busy' }
  try {
    return await inThread(provider, delivery, secrets, now)
  } catch (error) {
    if (error instanceof AppError && error.code === 'unavailable')
      return { ok: false, reason: 'busy' }
    throw error
  } finally {
    release()
  }
}
