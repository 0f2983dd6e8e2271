import { sniffAudio } from '#lib/engines/speech/decode/sniff-audio.ts'
import { checkForeign } from '#lib/http/checked-fields.ts'
import { mediaType } from '#lib/http/read-body.ts'
import type { SourceFile } from '#lib/importers/types.ts'
import { InvalidError } from '#lib/platform/errors.ts'

export const importTypes = [
  'application/yaml',
  'application/json',
  'text/plain',
  'multipart/form-data',
] as const

/** bytes of an import at most, recordings included */
export const importLimit = 10 * 1_048_576
/** Files and recordings of an import at most. */
const partLimit = 100

function decode(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new InvalidError(`${name} is not text in UTF-8`)
  }
}

/** Whether a part is sound, by its content; a part that says it is gets its refusal where it is named. */
function isRecording(part: File, content: Buffer): boolean {
  const sniffed = sniffAudio(content)
  if (sniffed.is === 'audio' || (sniffed.is === 'other' && sniffed.isSound)) return true
  return part.type.startsWith('audio/') || /\.wav$/i.test(part.name)
}

/** Before they are parsed, which takes time for each: by the boundaries between them. */
function refuseManyParts(bytes: Buffer, contentType: string): void {
  const boundary = /boundary=(?:"(?<quoted>[^"]+)"|(?<plain>[^;\s]+))/i.exec(contentType)?.groups
  const mark = `--${boundary?.['quoted'] ?? boundary?.['plain'] ?? ''}`
  let parts = -1
  for (let at = bytes.indexOf(mark); at !== -1; at = bytes.indexOf(mark, at + mark.length))
    if (++parts > partLimit)
      throw new InvalidError(
        `The request has more than ${partLimit} parts: send the files in several imports`,
      )
}

/** The files of an import, and the recordings that came with them by name. */
export async function readImport(
  request: Request,
  bytes: Buffer,
): Promise<{ files: SourceFile[]; recordings: Map<string, Buffer> }> {
  if (bytes.length === 0) throw new InvalidError('The body is empty: send a suite file')
  if (mediaType(request) !== 'multipart/form-data')
    return { files: [{ name: 'suite', text: decode(bytes, 'The body') }], recordings: new Map() }

  const contentType = request.headers.get('content-type') ?? ''
  refuseManyParts(bytes, contentType)
  const form = await new Response(new Uint8Array(bytes), {
    headers: { 'content-type': contentType },
  })
    .formData()
    .catch(() => {
      throw new InvalidError('The body is not readable as multipart/form-data')
    })
  checkForeign(
    [...form].map(([field, part]) => (typeof part === 'string' ? { field } : { file: part.name })),
    'form',
  )
  const files: SourceFile[] = []
  const recordings = new Map<string, Buffer>()
  for (const [field, part] of form) {
    if (typeof part === 'string') {
      files.push({ name: field, text: part })
      continue
    }
    const content = Buffer.from(await part.arrayBuffer())
    if (isRecording(part, content)) recordings.set(part.name, content)
    else files.push({ name: part.name, text: decode(content, part.name) })
  }
  if (files.length === 0) throw new InvalidError('The request holds no suite file')
  return { files, recordings }
}
