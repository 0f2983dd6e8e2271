import { sniffAudio } from '#lib/engines/speech/decode/sniff-audio.ts'
import { mediaType } from '#lib/http/read-body.ts'
import { readForm } from '#lib/http/read-form.ts'
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
function isRecording(part: { name: string; type: string }, content: Buffer): boolean {
  const sniffed = sniffAudio(content)
  if (sniffed.is === 'audio' || (sniffed.is === 'other' && sniffed.isSound)) return true
  return part.type.startsWith('audio/') || /\.wav$/i.test(part.name)
}

/** The files of an import, and the recordings that came with them by name. */
export async function readImport(
  request: Request,
  bytes: Buffer,
): Promise<{ files: SourceFile[]; recordings: Map<string, Buffer> }> {
  if (bytes.length === 0) throw new InvalidError('The body is empty: send a suite file')
  if (mediaType(request) !== 'multipart/form-data')
    return { files: [{ name: 'suite', text: decode(bytes, 'The body') }], recordings: new Map() }

  const files: SourceFile[] = []
  const recordings = new Map<string, Buffer>()
  for (const part of await readForm(request, bytes, partLimit)) {
    if ('text' in part) {
      files.push({ name: part.field, text: part.text })
      continue
    }
    const content = Buffer.from(part.bytes.buffer)
    if (isRecording(part, content)) recordings.set(part.name, content)
    else files.push({ name: part.name, text: decode(content, part.name) })
  }
  if (files.length === 0) throw new InvalidError('The request holds no suite file')
  return { files, recordings }
}
