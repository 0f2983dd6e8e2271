import { createHash } from 'node:crypto'

import { v7 as uuidv7 } from 'uuid'

import type { InboundDelivery } from '#lib/engines/vendors/inbound.ts'
import { AppError } from '#lib/platform/errors.ts'
import { storedText } from '#lib/platform/postgres/stored-json.ts'
import type { KnownConnection } from '#lib/webhooks/known-connections.ts'
import { judgeAtDoor, type KnownRules } from '#lib/webhooks/known-rules.ts'
import { refOf, type ReadEvent } from '#lib/webhooks/parse-event.ts'
import type { Provider } from '#lib/webhooks/providers.ts'
import { readEvent } from '#lib/webhooks/read-event.ts'
import { redactHeaders } from '#lib/webhooks/redact-headers.ts'
import type { DeliveryView } from '#lib/webhooks/schema.ts'
import { sealBody } from '#lib/webhooks/sealed-body.ts'
import { bestOf, type Verified } from '#lib/webhooks/verify-delivery.ts'
import type { Entry } from '#lib/webhooks/write-entries.ts'

const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex')

/** An id that fits the index whatever its sender made it of. */
const externalIdOf = (id: string) => storedText(id.length > 200 ? `sha256:${sha256(id)}` : id)

const pinged = 'A ping: the connection works'

/** What is written down of a delivery before its rules are looked at. */
function judge({ event, ignored }: ReadEvent): Pick<Entry, 'status' | 'reason'> {
  if (event?.kind === 'ping') return { status: 'processed', reason: pinged }
  if (ignored !== null || event === null)
    return { status: 'ignored', reason: ignored ?? 'The event is not known' }
  return { status: 'accepted', reason: null }
}

type Judged = Pick<Entry, 'status' | 'reason' | 'decided'>

/** What no rule matches needs nobody to look at it again: the statement that writes it down writes what was decided. */
function settle(first: Omit<Judged, 'decided'>, read: ReadEvent, rules: KnownRules | null): Judged {
  const result = first.status === 'accepted' && rules ? judgeAtDoor(rules, read) : null
  if (!result || !rules) return { ...first, decided: null }
  const { status, reason, decisions } = result
  return { status, reason, decided: { decisions, by: rules.print } }
}

type Arrived = {
  entry: Entry
  connection: KnownConnection
  /** why a signed body is not what it says */
  malformed: string | null
  /** what its sender is told: whether it starts something is nobody else's business */
  told: DeliveryView['status']
}

/** A verified delivery as it is written down. `judges`: by the rules of its connection, where that is quickly done. */
export async function toEntry(
  delivery: InboundDelivery,
  provider: Provider,
  { connection: verified, verifiedBy, sharing }: Extract<Verified, { ok: true }>,
  judges: boolean,
): Promise<Arrived> {
  const id = uuidv7()
  const { kind, receiver } = provider
  const { event: name, deliveryId } = receiver.identify(delivery)
  const { read, malformed } = await tryToRead(provider, delivery)
  const event = read?.event ?? null
  const connection = bestOf(sharing, event?.repository ?? null) ?? verified
  const first = read ? judge(read) : { status: 'failed' as const, reason: malformed }
  const { status, reason, decided } =
    read && judges ? settle(first, read, connection.rules) : { ...first, decided: null }
  const entry: Entry = {
    id,
    organizationId: connection.organizationId,
    integrationId: connection.id,
    provider: kind,
    event: storedText(name.slice(0, 200)),
    externalId: externalIdOf(deliveryId),
    ...{ status, reason, decided },
    headers: redactHeaders(delivery.headers),
    body: sealBody(id, delivery.body),
    bodySha256: sha256(delivery.body),
    size: delivery.body.length,
    verifiedBy,
    repository: event?.repository ?? null,
    ref: event && refOf(event),
    sha: event?.sha ?? null,
  }
  return { entry, connection, malformed, told: first.status }
}

/** A signed body that is not what it says is the sender's fault, and told to it; any other fault is ours. */
async function tryToRead(provider: Provider, delivery: InboundDelivery) {
  try {
    return { read: await readEvent(provider, delivery), malformed: null }
  } catch (error) {
    if (!(error instanceof AppError) || !['invalid', 'too_large'].includes(error.code)) throw error
    return { read: null, malformed: storedText(error.message.slice(0, 500)) }
  }
}
