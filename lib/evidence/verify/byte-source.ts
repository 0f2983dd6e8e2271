import { open } from 'node:fs/promises'

import { BundleFault } from '#lib/evidence/verify/bundle-fault.ts'

/** Bytes that are read piece by piece. */
export type ByteSource = { size: number; read: (start: number, length: number) => Promise<Buffer> }

/** Reads within the source, whatever a damaged file says of itself. Throws `BundleFault` beyond its end. */
export async function readWithin(source: ByteSource, start: number, length: number) {
  if (start < 0 || start + length > source.size) throw new BundleFault('It is cut off.')
  return source.read(start, length)
}

/** A file that is not taken into memory. */
export async function openByteSource(
  path: string,
): Promise<ByteSource & { close: () => Promise<void> }> {
  const handle = await open(path)
  const { size } = await handle.stat()
  return {
    size,
    async read(start, length) {
      const buffer = Buffer.alloc(length)
      const { bytesRead } = await handle.read(buffer, 0, length, start)
      if (bytesRead !== length) throw new BundleFault('It is cut off.')
      return buffer
    },
    close: () => handle.close(),
  }
}
