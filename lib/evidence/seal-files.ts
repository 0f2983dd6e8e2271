import { createHash } from 'node:crypto'

import { signManifest } from '#lib/evidence/keys.ts'
import type { EvidenceManifest, EvidenceSignature } from '#lib/evidence/schema.ts'
import { signatureText } from '#lib/evidence/verify/signature-text.ts'
import type { ZipFile } from '#lib/evidence/write-zip.ts'

type Listed = EvidenceManifest['files'][number]

/** A file that is small enough to be in memory. */
export type TextFile = ZipFile & { bytes: Buffer }

export function textFile(path: string, text: string): TextFile {
  const bytes = Buffer.from(text, 'utf8')
  return { path, stored: false, bytes, content: () => [bytes] }
}

/** A file of JSON that people may read too. */
export const jsonFile = (path: string, value: unknown): TextFile =>
  textFile(path, `${JSON.stringify(value, null, 2)}\n`)

/** The file, its size and hash noted in `list` once it has been read to its end. */
function noted(file: ZipFile, list: Listed[]): ZipFile {
  async function* content() {
    const hash = createHash('sha256')
    let size = 0
    for await (const bytes of file.content()) {
      hash.update(bytes)
      size += bytes.length
      yield bytes
    }
    list.push({ path: file.path, size, sha256: hash.digest('hex') })
  }
  return { ...file, content }
}

/**
 * The files as they come, then `manifest.json`, which lists what has really been written, and its signature. The
 * manifest's text is made after the last file has been read.
 */
export async function* sealFiles(
  files: AsyncIterable<ZipFile> | Iterable<ZipFile>,
  manifestOf: (files: Listed[]) => EvidenceManifest,
  sign: (manifest: Uint8Array) => EvidenceSignature = signManifest,
): AsyncGenerator<ZipFile, void, undefined> {
  const list: Listed[] = []
  for await (const file of files) yield noted(file, list)
  const manifest = jsonFile('manifest.json', manifestOf(list))
  yield manifest
  yield textFile('signature.json', signatureText(sign(manifest.bytes)))
}
