import { Zip, ZipDeflate, ZipPassThrough } from 'fflate'

/** One entry of a zip file. */
export type ZipFile = {
  path: string
  /** as it is: for what does not shrink, or must be readable without unpacking */
  stored: boolean
  content: () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>
}

const nothing = new Uint8Array(0)

/** A DOS date has no time zone and fflate writes the local one: the clock of UTC, so that every machine agrees. */
function dosTime(at: Date): Date {
  const [year, month, day] = [at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()]
  return new Date(year, month, day, at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds())
}

/**
 * A zip file, piece by piece as the reader takes it: of the content, only what is under way is in memory. Equal files
 * in equal order give equal bytes; every entry carries the time `at`.
 */
export async function* writeZip(
  files: AsyncIterable<ZipFile> | Iterable<ZipFile>,
  at: Date,
): AsyncGenerator<Uint8Array, void, undefined> {
  let ready: Uint8Array[] = []
  let fault: Error | null = null
  const zip = new Zip((error, bytes) => {
    fault ??= error
    if (bytes.length > 0) ready.push(bytes)
  })
  const take = () => {
    if (fault) throw fault
    const taken = ready
    ready = []
    return taken
  }
  for await (const file of files) {
    const entry = file.stored ? new ZipPassThrough(file.path) : new ZipDeflate(file.path)
    entry.mtime = dosTime(at)
    zip.add(entry)
    for await (const bytes of file.content()) {
      entry.push(bytes)
      yield* take()
    }
    entry.push(nothing, true)
    yield* take()
  }
  zip.end()
  yield* take()
}
