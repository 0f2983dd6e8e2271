import { z } from 'zod'

import { canonicalJson } from '#lib/platform/canonical-json.ts'
import { destinations } from '#lib/platform/parse-settings.ts'
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

/** A mock gives its addresses back to whoever asked: nothing is sent there. */
function withoutMocks(config: unknown): unknown {
  if (config === null || typeof config !== 'object') return config
  return Object.fromEntries(Object.entries(config).filter(([name]) => name !== 'mocks'))
}

/** True when what is sent to a target would go to another address than before. */
export function movesTarget(row: { config: unknown }, config: unknown): boolean {
  const [before, after] = [row.config, config].map((one) => destinations(withoutMocks(one)))
  return canonicalJson(before) !== canonicalJson(after)
}

/** True when stored secrets would be sent to an address that they were not meant for. */
export function redirectsSecrets(
  row: { secrets: unknown; config: unknown },
  config: unknown,
): boolean {
  const stored = Stored.safeParse(row.secrets).data ?? {}
  return Object.keys(stored).length > 0 && movesTarget(row, config)
}
