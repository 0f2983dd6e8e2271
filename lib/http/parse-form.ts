import { InvalidError } from '#lib/platform/errors.ts'
import { foreignFaults } from '#lib/platform/format/foreign-faults.ts'

/** A field of a form: a text, or a file. */
export type FormPart =
  { field: string; text: string } | { field: string; name: string; type: string; bytes: Uint8Array }

export type FormBody = { bytes: Uint8Array; contentType: string; maxParts: number }

function boundaryOf(contentType: string): string {
  const found = /;\s*boundary=(?:"(?<quoted>[^"\\]+)"|(?<plain>[^;\s"]+))/i.exec(contentType)
  const boundary = found?.groups?.['quoted'] ?? found?.groups?.['plain']
  if (boundary === undefined) throw new InvalidError('The Content-Type of the form has no boundary')
  return boundary
}

/** Before they are parsed, which takes time for each: by the boundaries between them. */
function refuseManyParts({ bytes, maxParts }: FormBody, boundary: string): void {
  const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const mark = `--${boundary}`
  let parts = -1
  for (let at = body.indexOf(mark); at !== -1; at = body.indexOf(mark, at + mark.length))
    if (++parts > maxParts)
      throw new InvalidError(
        `The request has more than ${maxParts} parts: send the files in several requests`,
      )
}

async function toPart([field, value]: [string, string | File]): Promise<FormPart> {
  if (typeof value === 'string') return { field, text: value }
  const bytes = new Uint8Array(await value.arrayBuffer())
  return { field, name: value.name, type: value.type, bytes }
}

/**
 * The parts of a `multipart/form-data` body. Throws `InvalidError` for one that cannot be read, has too many parts, or names
 * that cannot be kept.
 */
export async function parseForm(body: FormBody): Promise<FormPart[]> {
  const boundary = boundaryOf(body.contentType)
  refuseManyParts(body, boundary)
  // Only this boundary: a second one in the header could hide parts from the count.
  const headers = { 'content-type': `multipart/form-data; boundary="${boundary}"` }
  const form = await new Response(new Uint8Array(body.bytes), { headers }).formData().catch(() => {
    throw new InvalidError('The body is not readable as multipart/form-data')
  })
  const parts = await Promise.all([...form].map(toPart))
  const names = parts.map((part) =>
    'name' in part ? { field: part.field, file: part.name } : { field: part.field },
  )
  const faults = foreignFaults(names)
  if (faults.length > 0) throw new InvalidError('The form is not valid', faults)
  return parts
}
