import type { EvidenceSignature } from '#lib/evidence/schema.ts'

/** `signature.json` as it is written: one content has one text, so that no byte of it can change unseen. */
export function signatureText(signature: EvidenceSignature): string {
  const { algorithm, signed, key_id, public_key } = signature
  const ordered = { algorithm, signed, key_id, public_key, signature: signature.signature }
  return `${JSON.stringify(ordered, null, 2)}\n`
}
