import { createPrivateKey, createPublicKey, hkdfSync, sign, type KeyObject } from 'node:crypto'

import type { EvidenceKeyView, EvidenceSignature } from '#lib/evidence/schema.ts'
import { keyId, pemOf } from '#lib/evidence/verify/key-id.ts'
import { boundedCache } from '#lib/platform/bounded-cache.ts'
import { settings } from '#lib/platform/config/settings.ts'

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

const derived = boundedCache<SigningKey>(16)
const keyOf = (master: string): SigningKey =>
  derived.get(master) ?? derived.set(master, deriveSigningKey(master))
const currentKey = () => keyOf(settings().SECRETS_KEY)

/** Signs the bytes of a manifest with the installation's key. */
export function signManifest(manifest: Uint8Array, key = currentKey()): EvidenceSignature {
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
  const current = currentKey()
  return [current, ...settings().SECRETS_KEYS_PREVIOUS.map(keyOf)].map((key) => ({
    key_id: key.id,
    algorithm: 'Ed25519',
    public_key: pemOf(key.publicKey),
    is_current: key === current,
  }))
}
