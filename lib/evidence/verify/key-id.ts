import { createHash, createPublicKey, type KeyObject } from 'node:crypto'

export const pemOf = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' }).toString()

/** Names a public key: the first 64 bits of the SHA-256 of its DER (SubjectPublicKeyInfo), in hex. */
export function keyId(key: KeyObject): string {
  const der = key.export({ type: 'spki', format: 'der' })
  return createHash('sha256').update(der).digest('hex').slice(0, 16)
}

/** Reads an Ed25519 public key in PEM. Throws when it is none. */
export function readPublicKey(pem: string): KeyObject {
  // A private key in PEM would be taken too, and its public half used: nobody means to hand that one in.
  if (!pem.includes('BEGIN PUBLIC KEY')) throw new Error('is no public key in PEM')
  const key = createPublicKey(pem)
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('is no Ed25519 key')
  return key
}
