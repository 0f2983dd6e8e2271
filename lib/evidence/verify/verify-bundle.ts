import { createHash, verify, type KeyObject } from 'node:crypto'

import { EvidenceManifest, EvidenceSignature } from '#lib/evidence/schema.ts'
import { BundleFault } from '#lib/evidence/verify/bundle-fault.ts'
import type { ByteSource } from '#lib/evidence/verify/byte-source.ts'
import { keyId, pemOf } from '#lib/evidence/verify/key-id.ts'
import { readZip, type ZipEntry } from '#lib/evidence/verify/read-zip.ts'
import { signatureText } from '#lib/evidence/verify/signature-text.ts'

const limits = { entries: 10_002, directoryBytes: 4_194_304, unpackedBytes: 4_294_967_295 }
const [manifestLimit, signatureLimit] = [8_388_608, 16_384]

export type Verification = {
  /** one sentence each; none: the bundle is authentic */
  faults: string[]
  /** null when it cannot be read */
  manifest: EvidenceManifest | null
  /** of the key that signed it; null unless that is a trusted one */
  keyId: string | null
}

async function whole(entry: ZipEntry, limit: number): Promise<Buffer> {
  if (entry.size > limit) throw new BundleFault(`${entry.path} is too large.`)
  const pieces: Uint8Array[] = []
  for await (const bytes of entry.content()) pieces.push(bytes)
  return Buffer.concat(pieces)
}

function parsed<T>(bytes: Buffer, path: string, schema: { parse: (value: unknown) => T }): T {
  try {
    return schema.parse(JSON.parse(bytes.toString('utf8')))
  } catch (cause) {
    throw new BundleFault(`${path} is not as Earshot writes it.`, { cause })
  }
}

/** The trusted key that signed the manifest. Throws `BundleFault`. */
function signer(manifest: Buffer, text: Buffer, trusted: readonly KeyObject[]): string {
  const signature = parsed(text, 'signature.json', EvidenceSignature)
  const bytes = Buffer.from(signature.signature, 'base64')
  if (
    signatureText({ ...signature, signature: bytes.toString('base64') }) !== text.toString('utf8')
  )
    throw new BundleFault('signature.json was changed.')
  const key = trusted.find((one) => pemOf(one) === signature.public_key)
  if (!key || keyId(key) !== signature.key_id)
    throw new BundleFault(
      `It was signed with the key ${signature.key_id}, which is not the trusted one (${trusted.map(keyId).join(', ')}).`,
    )
  if (!verify(null, manifest, key, bytes))
    throw new BundleFault(
      'The signature does not match manifest.json: the manifest or the signature was changed.',
    )
  return signature.key_id
}

async function fileFault(
  entry: ZipEntry | undefined,
  file: EvidenceManifest['files'][number],
): Promise<string | null> {
  if (!entry) return `${file.path} is missing.`
  const hash = createHash('sha256')
  try {
    for await (const bytes of entry.content()) hash.update(bytes)
  } catch (error) {
    if (error instanceof BundleFault) return error.message
    throw error
  }
  const found = hash.digest('hex')
  if (found === file.sha256 && entry.size === file.size) return null
  return `${file.path} was changed: its SHA-256 is ${found}, and ${file.sha256} was signed.`
}

async function fileFaults(entries: Map<string, ZipEntry>, manifest: EvidenceManifest) {
  const signed = new Set(manifest.files.map(({ path }) => path))
  const faults = [...entries.keys()]
    .filter((path) => !signed.has(path))
    .map((path) => `${path} was added: the manifest does not name it.`)
  if (signed.size < manifest.files.length) faults.push('The manifest names a file twice.')
  for (const file of manifest.files) {
    const fault = await fileFault(entries.get(file.path), file)
    if (fault) faults.push(fault)
  }
  return faults
}

/**
 * Whether a bundle is what an Earshot with one of the `trusted` keys once wrote, to the byte: its structure, each
 * file's SHA-256, and the signature of the manifest that lists them. Unpacks nothing to disk and holds no file in
 * memory. Only faults of reading the source itself are thrown.
 */
export async function verifyBundle(
  source: ByteSource,
  trusted: readonly KeyObject[],
): Promise<Verification> {
  const faults: string[] = []
  const keep = (error: unknown) => {
    if (!(error instanceof BundleFault)) throw error
    faults.push(error.message)
    return null
  }
  const list = await readZip(source, limits).catch(keep)
  if (!list) return { faults, manifest: null, keyId: null }
  const entries = new Map(list.map((entry) => [entry.path, entry]))
  const read = async (path: string, limit: number) => {
    const entry = entries.get(path)
    entries.delete(path)
    if (!entry) throw new BundleFault(`${path} is missing.`)
    return whole(entry, limit)
  }
  const manifestBytes = await read('manifest.json', manifestLimit).catch(keep)
  const signatureBytes = await read('signature.json', signatureLimit).catch(keep)
  if (!manifestBytes) return { faults, manifest: null, keyId: null }

  let signedBy: string | null = null
  let manifest: EvidenceManifest | null = null
  try {
    if (signatureBytes) signedBy = signer(manifestBytes, signatureBytes, trusted)
  } catch (error) {
    keep(error)
  }
  try {
    manifest = parsed(manifestBytes, 'manifest.json', EvidenceManifest)
  } catch (error) {
    keep(error)
  }
  if (manifest) faults.push(...(await fileFaults(entries, manifest)))
  return { faults, manifest, keyId: signedBy }
}
