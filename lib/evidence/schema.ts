import { z } from 'zod'

/** Names of entries are plain: they unpack the same everywhere and cannot leave their folder. */
const name = '[a-z0-9][a-z0-9_-]*(?:\\.[a-z0-9]+)*'
export const EvidencePath = z
  .string()
  .max(160)
  .regex(new RegExp(`^${name}(?:/${name}){0,4}$`), 'is not the path of a file in a bundle')

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)

export const evidenceFormat = { format: 'earshot-evidence', format_version: 1 } as const

/** Executions in the bundle of a defect at most: the latest ones. */
export const evidenceExecutionLimit = 20

/** `manifest.json`: what a bundle is about, who had it made, and every file in it but itself and the signature. */
export const EvidenceManifest = z.strictObject({
  format: z.literal(evidenceFormat.format),
  format_version: z.literal(evidenceFormat.format_version),
  product: z.strictObject({ name: z.string(), version: z.string() }),
  organization: z.strictObject({ id: z.uuid(), name: z.string() }),
  subject: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('execution'), id: z.uuid(), title: z.string() }),
    z.strictObject({
      kind: z.literal('defect'),
      id: z.uuid(),
      title: z.string(),
      /** executions in the bundle, the latest ones */
      included: z.number().int(),
      /** executions that showed the defect, deleted ones counted */
      occurrences: z.number().int(),
    }),
  ]),
  made_at: z.iso.datetime(),
  made_by: z.string(),
  files: z
    .array(z.strictObject({ path: EvidencePath, size: z.number().int().min(0), sha256: Sha256 }))
    .max(10_000),
  /** recordings that the execution made and storage no longer has */
  missing: z.array(z.strictObject({ path: EvidencePath, sha256: Sha256, reason: z.string() })),
  /** what a reader should know before trusting what is there */
  notes: z.array(z.string()),
})
export type EvidenceManifest = z.output<typeof EvidenceManifest>

/** `signature.json`: Ed25519 (RFC 8032) over the bytes of `manifest.json` as they are in the bundle. */
export const EvidenceSignature = z.strictObject({
  algorithm: z.literal('Ed25519'),
  signed: z.literal('manifest.json'),
  /** first 64 bits of the SHA-256 of the public key (DER, SubjectPublicKeyInfo), in hex */
  key_id: z.string().regex(/^[0-9a-f]{16}$/),
  /** PEM, SubjectPublicKeyInfo */
  public_key: z.string().max(500),
  /** base64 */
  signature: z.base64().max(200),
})
export type EvidenceSignature = z.output<typeof EvidenceSignature>

/** A key that bundles of this installation are, or were, signed with. */
export const EvidenceKeyView = z.object({
  key_id: z.string(),
  algorithm: z.literal('Ed25519'),
  public_key: z.string(),
  /** false: derived from one of SECRETS_KEYS_PREVIOUS */
  is_current: z.boolean(),
})
export type EvidenceKeyView = z.output<typeof EvidenceKeyView>
