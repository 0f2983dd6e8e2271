import { z } from 'zod'

import { SecretFacts } from '#lib/integrations/schema.ts'
import { open, seal } from '#lib/platform/secrets/envelope.ts'

const Stored = z.record(z.string(), z.unknown())

/** `<field>` or `<field>.previous`: the key of a sealed secret in a connection's row. */
const previousOf = (field: string) => `${field}.previous`

export type SecretRow = { id: string; secrets: unknown; secretFacts: unknown }
type Sealed = { secrets: Record<string, unknown>; secretFacts: SecretFacts }

export const factsOf = (row: Pick<SecretRow, 'secretFacts'>): SecretFacts =>
  SecretFacts.parse(row.secretFacts)

const last4 = (value: string) => (value.length >= 12 ? value.slice(-4) : '')

/** Seals `value` as the current secret of `field`; the row's other secrets stay. */
export function withSecret(row: SecretRow, field: string, value: string, now: Date): Sealed {
  return {
    secrets: { ...Stored.parse(row.secrets), [field]: seal(value, { ownerId: row.id, field }) },
    secretFacts: {
      ...factsOf(row),
      [field]: { last4: last4(value), set_at: now.toISOString() },
    },
  }
}

/** Removes the secret of `field` and the one before it. */
export function withoutSecret(row: SecretRow, field: string): Sealed {
  const { [field]: _current, [previousOf(field)]: _before, ...secrets } = Stored.parse(row.secrets)
  const { [field]: _fact, ...secretFacts } = factsOf(row)
  return { secrets, secretFacts }
}

/** Forgets the secret before the present one of `field`. */
export function withoutPrevious(row: SecretRow, field: string): Sealed {
  const { [previousOf(field)]: _before, ...secrets } = Stored.parse(row.secrets)
  const facts = factsOf(row)
  const before = facts[field]
  if (!before) return { secrets, secretFacts: facts }
  const { previous_until: _until, ...fact } = before
  return { secrets, secretFacts: { ...facts, [field]: fact } }
}

/**
 * Opens the current secrets of a connection. Throws `AppError('internal')` when they were sealed under another
 * SECRETS_KEY.
 */
export function openSecrets(row: SecretRow): Record<string, string> {
  const current = Object.entries(Stored.parse(row.secrets)).filter(([key]) => !key.includes('.'))
  return Object.fromEntries(
    current.map(([field, envelope]) => [field, open(envelope, { ownerId: row.id, field })]),
  )
}

/** The replaced secret of `field` while it is still accepted, else null. */
export function openPrevious(row: SecretRow, field: string, now: Date): string | null {
  const until = factsOf(row)[field]?.previous_until
  const envelope = Stored.parse(row.secrets)[previousOf(field)]
  if (until === undefined || envelope === undefined || new Date(until) <= now) return null
  return open(envelope, { ownerId: row.id, field: previousOf(field) })
}

/** Makes `value` current and keeps the one before for `overlapMs`; 0 forgets it at once. */
export function rotated(
  row: SecretRow,
  field: string,
  value: string,
  overlapMs: number,
  now: Date,
): Sealed {
  const before = openSecrets(row)[field]
  const next = withSecret(row, field, value, now)
  const { [previousOf(field)]: _dropped, ...secrets } = next.secrets
  if (before === undefined || overlapMs === 0) return { ...next, secrets }
  const key = previousOf(field)
  const fact = next.secretFacts[field]
  return {
    secrets: { ...secrets, [key]: seal(before, { ownerId: row.id, field: key }) },
    secretFacts: fact
      ? {
          ...next.secretFacts,
          [field]: { ...fact, previous_until: new Date(now.getTime() + overlapMs).toISOString() },
        }
      : next.secretFacts,
  }
}
