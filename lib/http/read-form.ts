import type { FormPart } from '#lib/http/parse-form.ts'
import { createParser } from '#lib/platform/parsing/create-parser.ts'
import { threadProgram } from '#lib/platform/processes/thread-program.ts'

const inThread = createParser({
  what: 'The form',
  program: () => threadProgram(import.meta.dirname, 'lib/http/form-thread.ts'),
  deadlineMs: 10_000,
  memoryMb: 256,
  threads: 1,
})

/** The parts of a `multipart/form-data` body, at most `maxParts`. Throws `AppError` as `parseForm` and `createParser` do. */
export async function readForm(
  request: Request,
  bytes: Buffer,
  maxParts: number,
): Promise<FormPart[]> {
  const contentType = request.headers.get('content-type') ?? ''
  // Our own thread made it, by `parseForm`.
  return (await inThread({ bytes: new Uint8Array(bytes), contentType, maxParts })) as FormPart[]
}
