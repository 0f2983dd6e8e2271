import { createSecretKey, hash, type KeyObject } from 'node:crypto'

import type { HoundifySecrets } from '#lib/engines/connectors/houndify/settings.ts'

/** A credential ready to sign with; `id` names it in logs and metrics without giving it away. */
export type Credential = { clientId: string; key: KeyObject; id: string }

const kept = new Map<string, Credential>()
const maxKept = 256

/** Prepares a credential once: setting a key up costs six times what signing with it does. */
export function credentialOf(secrets: HoundifySecrets): Credential {
  const name = `${secrets.client_id} ${secrets.client_key}`
  const found = kept.get(name)
  if (found) return found
  if (kept.size >= maxKept) kept.clear()
  const credential = {
    clientId: secrets.client_id,
    key: createSecretKey(Buffer.from(secrets.client_key, 'base64url')),
    id: hash('sha256', secrets.client_id).slice(0, 16),
  }
  kept.set(name, credential)
  return credential
}
