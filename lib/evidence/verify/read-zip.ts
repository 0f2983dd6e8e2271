import { crc32, createInflateRaw } from 'node:zlib'

import { BundleFault } from '#lib/evidence/verify/bundle-fault.ts'
import { readWithin, type ByteSource } from '#lib/evidence/verify/byte-source.ts'
import {
  readDirectory,
  type DirectoryEntry,
  type ZipLimits,
} from '#lib/evidence/verify/zip-directory.ts'

export type ZipEntry = {
  path: string
  /** bytes when unpacked */
  size: number
  /** The content, unpacked piece by piece; throws `BundleFault` when it is damaged or longer than it says. */
  content: () => AsyncGenerator<Uint8Array>
}

const piece = 65_536
const localSize = 30
const descriptorSize = 16

async function* packed(source: ByteSource, start: number, length: number) {
  for (let at = 0; at < length; at += piece)
    yield await readWithin(source, start + at, Math.min(piece, length - at))
}

async function* inflated(entry: DirectoryEntry, pieces: AsyncIterable<Buffer>) {
  const inflate = createInflateRaw()
  const feed = async () => {
    for await (const bytes of pieces)
      if (!inflate.write(bytes)) await new Promise((resolve) => inflate.once('drain', resolve))
    inflate.end()
  }
  const fed = feed().catch((error: unknown) => {
    inflate.destroy(error instanceof Error ? error : new Error(String(error)))
  })
  try {
    for await (const bytes of inflate as AsyncIterable<Buffer>) yield bytes
  } catch (cause) {
    if (cause instanceof BundleFault) throw cause
    throw new BundleFault(`${entry.path} cannot be unpacked.`, { cause })
  }
  await fed
  if (inflate.bytesWritten !== entry.compressedSize)
    throw new BundleFault(`${entry.path} has something hidden behind its content.`)
}

async function* contentOf(source: ByteSource, entry: DirectoryEntry, start: number) {
  const pieces = packed(source, start, entry.compressedSize)
  let [size, crc] = [0, 0]
  for await (const bytes of entry.method === 'stored' ? pieces : inflated(entry, pieces)) {
    size += bytes.length
    // Before anything is done with it: a bomb ends at its first piece too many.
    if (size > entry.size)
      throw new BundleFault(`${entry.path} unpacks to more than the ${entry.size} bytes it names.`)
    crc = crc32(bytes, crc)
    yield bytes
  }
  if (size !== entry.size || crc !== entry.crc32)
    throw new BundleFault(`${entry.path} is damaged: its checksum does not match.`)
}

/** The local header must say what the directory says, or two programs would unpack two different things. */
async function checkLocal(source: ByteSource, entry: DirectoryEntry): Promise<number> {
  const length = localSize + entry.path.length
  const header = await readWithin(source, entry.offset, length)
  const [flags, method] = [header.readUInt16LE(6), header.readUInt16LE(8)]
  const same =
    header.readUInt32LE(0) === 0x04034b50 &&
    ((flags & 0x0008) !== 0) === entry.hasDescriptor &&
    method === (entry.method === 'stored' ? 0 : 8) &&
    header.readUInt16LE(26) === entry.path.length &&
    header.readUInt16LE(28) === 0 &&
    header.toString('latin1', localSize) === entry.path
  if (!same)
    throw new BundleFault(
      `${entry.path} is stored differently from its entry in the table of contents.`,
    )
  return entry.offset + length
}

async function checkDescriptor(source: ByteSource, entry: DirectoryEntry, at: number) {
  const bytes = await readWithin(source, at, descriptorSize)
  const found = [0, 4, 8, 12].map((offset) => bytes.readUInt32LE(offset))
  const wanted = [0x08074b50, entry.crc32, entry.compressedSize, entry.size]
  if (found.some((value, index) => value !== wanted[index]))
    throw new BundleFault(
      `${entry.path} is stored differently from its entry in the table of contents.`,
    )
}

/**
 * The entries of a zip file. Every byte of the file belongs to an entry or to the directory: nothing can be hidden in
 * between. Throws `BundleFault` for whatever is not as Earshot writes it.
 */
export async function readZip(source: ByteSource, limits: ZipLimits): Promise<ZipEntry[]> {
  const { entries, offset } = await readDirectory(source, limits)
  let end = 0
  const read: ZipEntry[] = []
  for (const entry of entries) {
    if (entry.offset !== end)
      throw new BundleFault(`There is something hidden before ${entry.path}.`)
    const start = await checkLocal(source, entry)
    end = start + entry.compressedSize
    if (entry.hasDescriptor) {
      await checkDescriptor(source, entry, end)
      end += descriptorSize
    }
    read.push({
      path: entry.path,
      size: entry.size,
      content: () => contentOf(source, entry, start),
    })
  }
  if (end !== offset) throw new BundleFault('There is something hidden behind its last file.')
  return read
}
