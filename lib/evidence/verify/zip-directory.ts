import { EvidencePath } from '#lib/evidence/schema.ts'
import { BundleFault } from '#lib/evidence/verify/bundle-fault.ts'
import { readWithin, type ByteSource } from '#lib/evidence/verify/byte-source.ts'

/** Where an entry lies in a zip file, as its central directory says. */
export type DirectoryEntry = {
  path: string
  method: 'stored' | 'deflated'
  /** the sizes follow the content in a descriptor */
  hasDescriptor: boolean
  crc32: number
  compressedSize: number
  size: number
  /** of its local header */
  offset: number
}

/** What a bundle may be at most; more is refused before anything is unpacked. */
export type ZipLimits = { entries: number; directoryBytes: number; unpackedBytes: number }

const endSize = 22
const headerSize = 46
const [descriptorFlag, utf8Flag] = [0x0008, 0x0800]

function readEnd(end: Buffer, fileSize: number, limits: ZipLimits) {
  if (end.length < endSize || end.readUInt32LE(0) !== 0x06054b50)
    throw new BundleFault(
      'It is no zip file, is cut off, or has something after its end. Verify it as it was downloaded.',
    )
  const [disk, startDisk] = [end.readUInt16LE(4), end.readUInt16LE(6)]
  const [here, entries] = [end.readUInt16LE(8), end.readUInt16LE(10)]
  const [size, offset, comment] = [end.readUInt32LE(12), end.readUInt32LE(16), end.readUInt16LE(20)]
  if (disk !== 0 || startDisk !== 0 || here !== entries || comment !== 0)
    throw new BundleFault('Its end is not as Earshot writes it (several parts, or a comment).')
  if (entries > limits.entries || size > limits.directoryBytes)
    throw new BundleFault(`It lists ${entries} files; no bundle has more than ${limits.entries}.`)
  if (offset + size !== fileSize - endSize)
    throw new BundleFault('Its table of contents is not where it should be.')
  return { entries, size, offset }
}

function readEntry(bytes: Buffer): { entry: DirectoryEntry; length: number } {
  if (bytes.length < headerSize || bytes.readUInt32LE(0) !== 0x02014b50)
    throw new BundleFault('Its table of contents is damaged.')
  const [flags, method] = [bytes.readUInt16LE(8), bytes.readUInt16LE(10)]
  const [nameLength, extra, comment] = [28, 30, 32].map((at) => bytes.readUInt16LE(at))
  const length = headerSize + (nameLength ?? 0)
  if (extra !== 0 || comment !== 0 || bytes.length < length)
    throw new BundleFault('Its table of contents is not as Earshot writes it (extra fields).')
  const path = bytes.toString('latin1', headerSize, length)
  if (!EvidencePath.safeParse(path).success)
    throw new BundleFault(`It holds ${JSON.stringify(path)}, a path that no bundle has.`)
  if ((flags & ~(descriptorFlag | utf8Flag)) !== 0 || (method !== 0 && method !== 8))
    throw new BundleFault(`${path} is encrypted or packed in a way that Earshot does not use.`)
  const entry: DirectoryEntry = {
    path,
    method: method === 0 ? 'stored' : 'deflated',
    hasDescriptor: (flags & descriptorFlag) !== 0,
    crc32: bytes.readUInt32LE(16),
    compressedSize: bytes.readUInt32LE(20),
    size: bytes.readUInt32LE(24),
    offset: bytes.readUInt32LE(42),
  }
  if (entry.method === 'stored' && entry.size !== entry.compressedSize)
    throw new BundleFault(`${path} has two different sizes.`)
  return { entry, length }
}

/**
 * The central directory of a zip file (PKWARE APPNOTE 6.3, 4.3.12 and 4.3.16), read strictly: paths that could leave
 * the folder, names that occur twice and what unpacks to too much are refused. Throws `BundleFault`.
 */
export async function readDirectory(
  source: ByteSource,
  limits: ZipLimits,
): Promise<{ entries: DirectoryEntry[]; offset: number }> {
  const tail = Math.min(endSize, source.size)
  const end = readEnd(await readWithin(source, source.size - tail, tail), source.size, limits)
  let rest = await readWithin(source, end.offset, end.size)
  const entries: DirectoryEntry[] = []
  const paths = new Set<string>()
  let unpacked = 0
  for (let index = 0; index < end.entries; index++) {
    const { entry, length } = readEntry(rest)
    if (paths.has(entry.path)) throw new BundleFault(`${entry.path} occurs twice.`)
    paths.add(entry.path)
    unpacked += entry.size
    if (unpacked > limits.unpackedBytes)
      throw new BundleFault(`It unpacks to more than ${limits.unpackedBytes} bytes.`)
    entries.push(entry)
    rest = rest.subarray(length)
  }
  if (rest.length > 0) throw new BundleFault('Its table of contents holds more than it counts.')
  return { entries, offset: end.offset }
}
