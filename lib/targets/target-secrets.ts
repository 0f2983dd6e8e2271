import { z } from 'zod'

import { open, seal, type Envelope } from '#lib/platform/secrets/envelope.ts'

const Stored = z.record(z.string(), z.unknown())

/** Encrypts each secret of a target on its own, bound to the target and the field's name. */
export function sealTargetSecrets(
  targetId: string,
  secrets: Record<string, string>,
): Record<string, Envelope> {
  return Object.fromEntries(
    Object.entries(secrets).map(([field, value]) => [
      field,
      seal(value, { ownerId: targetId, field }),
    ]),
  )
}

/** Opens the secrets of a target, to call it. Throws when they were sealed with another key. */
export function openTargetSecrets(targetId: string, stored: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(Stored.parse(stored)).map(([field, envelope]) => [
      field,
      open(envelope, { ownerId: targetId, field }),
    ]),
  )
}
