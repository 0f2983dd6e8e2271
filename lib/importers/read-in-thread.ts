import type { ReadResult, SourceFile } from '#lib/importers/types.ts'
import { createParser } from '#lib/platform/parsing/create-parser.ts'
import { threadProgram } from '#lib/platform/processes/thread-program.ts'

const ask = createParser({
  what: 'The import',
  program: () => threadProgram(import.meta.dirname, 'lib/importers/import-thread.ts'),
  deadlineMs: 20_000,
  // What ten thousand cases need is half of it.
  memoryMb: 512,
  threads: 1,
})

/**
 * Reads the files of an import away from whoever else is served. Throws `AppError`: `invalid` for an unknown format,
 * `too_large` for files that take too long or too much memory, `unavailable` while too many imports wait.
 */
export async function readInThread(format: string, files: SourceFile[]): Promise<ReadResult[]> {
  // Its own thread made it, and from nothing but our own readers.
  return (await ask({ format, files })) as ReadResult[]
}
