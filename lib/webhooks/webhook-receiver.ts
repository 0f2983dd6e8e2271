import { z } from 'zod'

import type { Database } from '#db/client.ts'
import type { InboundDelivery, InboundHeaders } from '#lib/engines/vendors/inbound.ts'
import { settings } from '#lib/platform/config/settings.ts'
import { errorMessage } from '#lib/platform/errors.ts'
import { log } from '#lib/platform/log.ts'
import { countSignatureFailure, observeDelivery } from '#lib/platform/metrics/metrics.ts'
import { RepeatCounts } from '#lib/webhooks/count-repeats.ts'
import { toEntry } from '#lib/webhooks/entry-of.ts'
import { Inbox } from '#lib/webhooks/inbox.ts'
import { KnownConnections, type KnownConnection } from '#lib/webhooks/known-connections.ts'
import { ReceivedMarks } from '#lib/webhooks/mark-received.ts'
import {
  providerOf,
  providerOfKind,
  registeredProviders,
  type Provider,
  type Providers,
} from '#lib/webhooks/providers.ts'
import { AddressLimit, ConnectionLimit } from '#lib/webhooks/rate-limits.ts'
import {
  limited,
  problem,
  receipt,
  unauthorized,
  unavailable,
  type Reply,
} from '#lib/webhooks/reply.ts'
import { verifyHookToken, verifySigned, type Verified } from '#lib/webhooks/verify-delivery.ts'

/** A delivery before its body is read. */
export type Arrival = {
  headers: InboundHeaders
  /** of the sender; null when nobody vouches for one */
  remoteAddress: string | null
  /** `?connection=` */
  connectionId: string | null
  /** `?token=` */
  hookToken: string | null
  /** `performance.now()` */
  at: number
}

type Options = {
  /** called for each statement: a server may open its pool late */
  db: () => Database
  /** deliveries a minute; the settings when absent */
  perAddress?: number
  perConnection?: number
  /** ms that a delivery waits for others to share its commit */
  batchMs?: number
  /** ms after which connections are read again */
  maxAgeMs?: number
  /** ms since 1970 */
  now?: () => number
  /** every integration that receives, when absent */
  providers?: Providers
  /** false: whatever rules there are is left to workers */
  judges?: boolean
}

/** ms between two looks at the connections that failures cause */
const refreshMs = 100

/**
 * Receives webhooks: verifies, writes down once, answers. The same object serves a Next.js route and a plain
 * `node:http` server. Nothing is written before the signature is verified, so that no stranger can occupy an id.
 */
export class WebhookReceiver {
  readonly #providers: Providers
  readonly #connections: KnownConnections
  readonly #addresses: AddressLimit
  readonly #limit: ConnectionLimit
  readonly #inbox: Inbox
  readonly #marks: ReceivedMarks
  readonly #repeats: RepeatCounts
  readonly #now: () => number
  readonly #judges: boolean

  constructor(options: Options) {
    const { db, maxAgeMs } = options
    this.#providers = options.providers ?? registeredProviders()
    this.#connections = new KnownConnections({
      db,
      providers: this.#providers,
      ...(maxAgeMs !== undefined && { maxAgeMs }),
    })
    this.#addresses = new AddressLimit(options.perAddress ?? settings().WEBHOOK_ADDRESS_LIMIT)
    this.#limit = new ConnectionLimit(
      db,
      options.perConnection ?? settings().WEBHOOK_CONNECTION_LIMIT,
    )
    this.#inbox = new Inbox(db, options.batchMs ?? 3)
    this.#marks = new ReceivedMarks(db)
    this.#repeats = new RepeatCounts(db)
    this.#now = options.now ?? Date.now
    this.#judges = options.judges ?? true
  }

  /** An answer that needs no body: 400 without exactly one provider, 429 for an address that sends too much. */
  async refuseEarly(arrival: Arrival): Promise<Reply | null> {
    const refusal = await this.#refusal(arrival)
    if (refusal) this.#observe(arrival, refusal)
    return refusal
  }

  async #refusal({ headers, hookToken, remoteAddress }: Arrival): Promise<Reply | null> {
    if (hookToken === null && !providerOf(this.#providers, headers)) {
      const names = this.#providers.map(({ receiver }) => receiver.eventHeader).join(', ')
      return problem(
        'invalid',
        'invalid',
        `Exactly one of these headers must name the sender: ${names}; or the user name and password of a service hook of Azure DevOps`,
      )
    }
    const waitMs = await this.#addresses.take(remoteAddress)
    return waitMs > 0 ? limited(waitMs, 'Too many deliveries from this address') : null
  }

  /** Answers a delivery that was not refused early. Never throws. */
  async receive(arrival: Arrival, body: Buffer): Promise<Reply> {
    let reply: Reply
    try {
      reply = await this.#receive(arrival, body)
    } catch (error) {
      log.error({ err: errorMessage(error) }, 'a delivery could not be written down')
      reply = unavailable()
    }
    this.#observe(arrival, reply)
    return reply
  }

  /** Resolves when what is noted beside the answers has been written. */
  async written(): Promise<void> {
    await Promise.all([this.#marks.written(), this.#repeats.written()])
  }

  #observe({ headers, at }: Arrival, { outcome }: Reply): void {
    const provider = providerOf(this.#providers, headers)?.kind ?? 'unknown'
    observeDelivery(provider, outcome, (performance.now() - at) / 1_000)
  }

  /** A connection made a moment ago may not be known yet: after a failure all are looked at anew, at times. */
  async #verify(arrival: Arrival, delivery: InboundDelivery): Promise<[Verified, Provider | null]> {
    const known = await this.#connections.all()
    const first = await this.#tryToVerify(arrival, delivery, known)
    if (first[0].ok || first[0].reason === 'busy') return first
    const fresh = await this.#connections.all(refreshMs)
    return fresh === known ? first : this.#tryToVerify(arrival, delivery, fresh)
  }

  async #tryToVerify(
    arrival: Arrival,
    delivery: InboundDelivery,
    all: readonly KnownConnection[],
  ): Promise<[Verified, Provider | null]> {
    const named = providerOf(this.#providers, arrival.headers)
    if (arrival.hookToken !== null) {
      const verified = verifyHookToken(arrival.hookToken, all)
      const kind = verified.ok ? verified.connection.kind : ''
      const provider = providerOfKind(this.#providers, kind)
      return named && named !== provider
        ? [{ ok: false, reason: 'wrong_provider' }, named]
        : [verified, provider]
    }
    if (!named) return [{ ok: false, reason: 'no_provider' }, null]
    const connectionId = arrival.connectionId
    const verified = await verifySigned(delivery, named, all, { connectionId, now: this.#now() })
    return [verified, named]
  }

  async #receive(arrival: Arrival, body: Buffer): Promise<Reply> {
    const delivery = { headers: arrival.headers, body }
    const [verified, provider] = await this.#verify(arrival, delivery)
    if (!verified.ok && verified.reason === 'busy')
      return limited(1_000, 'Too many large deliveries arrive at once')
    if (!verified.ok || !provider) {
      const reason = verified.ok ? 'no_provider' : verified.reason
      countSignatureFailure(provider?.kind ?? 'unknown', reason)
      return unauthorized()
    }
    const waitMs = await this.#limit.take(verified.connection.id)
    if (waitMs > 0) return limited(waitMs, 'Too many deliveries for this connection')
    return this.#write(delivery, provider, verified)
  }

  async #write(
    delivery: InboundDelivery,
    provider: Provider,
    verified: Extract<Verified, { ok: true }>,
  ): Promise<Reply> {
    const arrived = await toEntry(delivery, provider, verified, this.#judges)
    const { entry, connection, malformed, told } = arrived
    const written = await this.#inbox.write(entry)
    // The connection was deleted while the delivery was on its way.
    if (!written) return unauthorized()
    this.#marks.note(connection.id, verified.verifiedBy)
    const { id } = written
    if (!written.inserted) this.#repeats.add(id, 1)
    if (malformed !== null) return problem('invalid', 'invalid', malformed)
    if (!written.inserted) return receipt({ delivery_id: id, status: 'duplicate' })
    if (told === 'ignored')
      return receipt({ delivery_id: id, status: 'ignored', reason: entry.reason ?? '' })
    return receipt({ delivery_id: id, status: 'accepted' })
  }
}

const nobody = '00000000-0000-0000-0000-000000000000'

/** `?connection=` and `?token=` of an address. A connection that is no id is one that nobody has. */
export function readAddress(query: URLSearchParams): Pick<Arrival, 'connectionId' | 'hookToken'> {
  const connection = query.get('connection')
  const hookToken = query.get('token')
  if (connection === null) return { connectionId: null, hookToken }
  const id = z.uuid().safeParse(connection)
  return { connectionId: id.success ? id.data.toLowerCase() : nobody, hookToken }
}
