import { unzipSync } from 'fflate'

import type { Bundle } from '#lib/evidence/write-bundle.ts'
import { writeZip } from '#lib/evidence/write-zip.ts'

/** A bundle as one buffer. */
export async function bytesOf({ chunks }: Bundle): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const bytes of chunks) pieces.push(bytes)
  return Buffer.concat(pieces)
}

/** What is in a zip file, by path, as a reader that is not ours sees it. */
export const unzipped = (zip: Uint8Array): Map<string, Buffer> =>
  new Map(Object.entries(unzipSync(zip)).map(([path, bytes]) => [path, Buffer.from(bytes)]))

/** Packs files as bundles are packed, all of them as they are. */
export async function packed(files: Map<string, Uint8Array>): Promise<Buffer> {
  const entries = [...files].map(([path, bytes]) => ({
    path,
    stored: true,
    content: () => [bytes],
  }))
  const chunks = writeZip(entries, new Date(1_700_000_000_000))
  return bytesOf({ name: '', chunks })
}

/** Bytes in memory as a file to verify. */
export const sourceOf = (bytes: Buffer) => ({
  size: bytes.length,
  read: (start: number, length: number) => Promise.resolve(bytes.subarray(start, start + length)),
})
