import { createParser } from '#lib/platform/parsing/create-parser.ts'
import { readJson } from '#lib/platform/parsing/read-json.ts'
import { threadProgram } from '#lib/platform/processes/thread-program.ts'

/** Bytes of JSON that are read at once, which takes some ms; more is read in a thread. */
const atOnce = 256 * 1_024

const inThread = createParser({
  what: 'The body',
  program: () => threadProgram(import.meta.dirname, 'lib/platform/parsing/json-thread.ts'),
  deadlineMs: 10_000,
  memoryMb: 256,
  threads: 2,
})

/** `readJson`, of a large body in a thread. Throws `AppError` as that and `createParser` do. */
export async function parseForeignJson(bytes: Uint8Array, signal?: AbortSignal): Promise<unknown> {
  return bytes.byteLength <= atOnce ? readJson(bytes) : inThread(bytes, signal)
}
