import { randomBytes, timingSafeEqual } from 'node:crypto'

import type { InboundDelivery, InboundSecret } from '#lib/engines/vendors/inbound.ts'
import { hashToken } from '#lib/platform/auth/opaque-token.ts'
import type { KnownConnection } from '#lib/webhooks/known-connections.ts'
import type { Provider } from '#lib/webhooks/providers.ts'
import { verifyReceived } from '#lib/webhooks/verify-thread/verify-received.ts'

export type Verified =
  | {
      ok: true
      connection: KnownConnection
      verifiedBy: string
      /** connections of the same organization that share the secret, this one too, the oldest first */
      sharing: readonly KnownConnection[]
    }
  /** `reason` is for metrics; the sender learns nothing of it */
  | { ok: false; reason: string }

/** Connections tried for a delivery that does not name its own, */
const most = 50
/** and bytes hashed for it, whoever sent it. */
const mostBytes = 64 * 1_048_576

const decoys = new Map<string, InboundSecret>()

/** A secret that nobody has, to do the work with where there is none. */
function decoy(field: string): InboundSecret {
  const random = randomBytes(32)
  const value =
    field === 'signing_token' ? `whsec_${random.toString('base64')}` : random.toString('base64url')
  const made = decoys.get(field) ?? { age: 'current', field, value }
  decoys.set(field, made)
  return made
}

type Candidate = InboundSecret & { connection: KnownConnection }

/** Current and previous secrets of one connection, filled up so that every connection costs the same. */
function secretsOf(connection: KnownConnection | undefined, provider: Provider, now: number) {
  const real = (connection?.secrets ?? []).filter(({ until }) => until > now)
  const candidates: Candidate[] = connection
    ? real.map(({ age, field, value }) => ({ age, field, value, connection }))
    : []
  const fillers = provider.fields.flatMap((field) => {
    const missing = 2 - candidates.filter((candidate) => candidate.field === field).length
    return Array.from({ length: missing }, () => decoy(field))
  })
  return { candidates, fillers }
}

/**
 * Finds the connection whose secret the delivery was made with: the one that its address names, else any of its
 * kind. An unknown connection, one without a secret and a wrong signature cost the same and look the same.
 */
export async function verifySigned(
  delivery: InboundDelivery,
  provider: Provider,
  all: readonly KnownConnection[],
  { connectionId, now }: { connectionId: string | null; now: number },
): Promise<Verified> {
  const ofKind = all.filter(({ kind }) => kind === provider.kind)
  const affordable = Math.max(1, Math.floor(mostBytes / Math.max(1, delivery.body.length) / 2))
  const chosen: (KnownConnection | undefined)[] =
    connectionId === null
      ? ofKind.slice(0, Math.min(most, affordable))
      : [ofKind.find(({ id }) => id === connectionId)]
  const sets = (chosen.length > 0 ? chosen : [undefined]).map((connection) =>
    secretsOf(connection, provider, now),
  )
  const candidates = sets.flatMap((set) => set.candidates)
  const fillers =
    connectionId === null && candidates.length > 0 ? [] : sets.flatMap((set) => set.fillers)
  const result = await verifyReceived(provider, delivery, [...candidates, ...fillers], now)
  if (!result.ok && result.reason === 'busy') return result
  if (!result.ok)
    return { ok: false, reason: candidates.length === 0 ? 'no_secret' : result.reason }
  const { age, field, value } = result.secret
  const fitting = candidates
    .filter((one) => one.age === age && one.field === field && one.value === value)
    .map((candidate) => candidate.connection)
  const [oldest] = fitting
  if (!oldest) return { ok: false, reason: 'no_secret' }
  // Nobody takes deliveries away from another organization by saving its secret as their own.
  const sharing = fitting.filter((one) => one.organizationId === oldest.organizationId)
  const verifiedBy = age === 'previous' ? `${field}.previous` : field
  return { ok: true, connection: bestOf(sharing, null) ?? oldest, verifiedBy, sharing }
}

/**
 * Of connections with the same secret the one that has rules, among those the one that is for this repository, among
 * those the oldest.
 */
export function bestOf(
  sharing: readonly KnownConnection[],
  repository: string | null,
): KnownConnection | null {
  const rank = ({ hasRules, place }: KnownConnection) => {
    const fits = place === null ? 1 : place === repository?.toLowerCase() ? 2 : 0
    return (hasRules ? 10 : 0) + fits
  }
  const [best = null] = sharing.toSorted((a, b) => rank(b) - rank(a))
  return best
}

/** Finds the connection of a secret address. Every stored hash is compared, each in constant time. */
export function verifyHookToken(token: string, all: readonly KnownConnection[]): Verified {
  const given = Buffer.from(hashToken(token), 'hex')
  const found = all.filter(
    ({ hookToken }) => hookToken !== null && timingSafeEqual(hookToken, given),
  )
  const [connection] = found
  return connection
    ? { ok: true, connection, verifiedBy: 'hook_token', sharing: [connection] }
    : { ok: false, reason: 'unknown_hook_token' }
}
