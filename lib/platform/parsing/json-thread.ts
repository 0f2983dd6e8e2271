import { InvalidError } from '#lib/platform/errors.ts'
import { readJson } from '#lib/platform/parsing/read-json.ts'
import { serveQuestions } from '#lib/platform/parsing/serve-questions.ts'

/** Worker thread: reads JSON. */
serveQuestions((bytes) => {
  if (!(bytes instanceof Uint8Array)) throw new InvalidError('The body is not JSON')
  return readJson(bytes)
})
