import { createPrivateKey, createPublicKey, hkdfSync, sign, type KeyObject } from 'node:crypto'

import type { EvidenceKeyView, EvidenceSignature } from '#lib/evidence/schema.ts'
import { keyId, pemOf } from '#lib/evidence/verify/key-id.ts'
import { env } from '#lib/platform/config/env.ts'

type SigningKey = { id: string; privateKey: KeyObject; publicKey: KeyObject }

/** PKCS #8 of an Ed25519 key up to its 32 bytes of seed (RFC 8410, section 7). */
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex')

/** RFC 5869: the installation's secret gives every process the same key, and no other purpose has it. */
export function deriveSigningKey(master: string): SigningKey {
  const seed = Buffer.from(hkdfSync('sha256', master, '', 'earshot/evidence-ed25519/v1', 32))
  const privateKey = createPrivateKey({
    key: Buffer.concat([pkcs8Head, seed]),
    format: 'der',
    type: 'pkcs8',
  })
  const publicKey = createPublicKey(privateKey)
  return { id: keyId(publicKey), privateKey, publicKey }
}

const current = deriveSigningKey(env.SECRETS_KEY)
const previous = env.SECRETS_KEYS_PREVIOUS.map(deriveSigningKey)

/** Signs the bytes of a manifest with the installation's key. */
export function signManifest(manifest: Uint8Array, key: SigningKey = current): EvidenceSignature {
  return {
    algorithm: 'Ed25519',
    signed: 'manifest.json',
    key_id: key.id,
    public_key: pemOf(key.publicKey),
    signature: sign(null, manifest, key.privateKey).toString('base64'),
  }
}

/** The public keys that verify this installation's bundles, the current one first. */
export function listEvidenceKeys(): EvidenceKeyView[] {
  return [current, ...previous].map((key) => ({
    key_id: key.id,
    algorithm: 'Ed25519',
    public_key: pemOf(key.publicKey),
    is_current: key === current,
  }))
}
