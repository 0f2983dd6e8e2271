import { isUtf8 } from 'node:buffer'

import { unpacked } from '#lib/engines/connectors/content-encoding.ts'
import { decodedText } from '#lib/engines/connectors/http/decode-text.ts'
import { parseLossless, toJson } from '#lib/engines/connectors/lossless-json.ts'
import { excerpt, protocolFault, reportedFault } from '#lib/engines/connectors/reply-fault.ts'
import type { Json } from '#lib/engines/connectors/types.ts'

export const maxReplyBytes = 5_000_000

export type Format = 'json' | 'sse' | 'ndjson'

/** The format that a content type names. */
export function formatOf(contentType: string | undefined): Format {
  const type = contentType?.split(';')[0]?.trim().toLowerCase() ?? ''
  if (type === 'text/event-stream') return 'sse'
  return /^application\/(x-)?(ndjson|jsonl|json-lines)$/.test(type) ? 'ndjson' : 'json'
}

/** One line without its end; `ended` is false for a last one that has none. */
type Line = { text: string; ended: boolean }

/** Lines as soon as they are complete; LF, CR LF and CR end a line. */
async function* linesOf(pieces: AsyncIterable<string>): AsyncGenerator<Line> {
  let rest = ''
  for await (const piece of pieces) {
    rest += piece
    // A CR at the end may be half of a CR LF.
    const lines = rest.split(/\r\n|\n|\r(?!$)/)
    rest = lines.pop() ?? ''
    for (const text of lines) yield { text, ended: true }
  }
  if (rest.endsWith('\r')) yield { text: rest.slice(0, -1), ended: true }
  else if (rest !== '') yield { text: rest, ended: false }
}

/** The text of one message; `name` is the type of an event, `whole` false when the end of the stream may have cut it. */
type Piece = { text: string; name: string; whole: boolean }

/**
 * Server-sent events (WHATWG HTML, 9.2.6): `data` lines up to an empty one, joined by LF. The standard drops a last event
 * without its empty line; here it counts when it can be read, since servers leave that line out.
 */
async function* eventsOf(lines: AsyncIterable<Line>): AsyncGenerator<Piece> {
  let data: string[] = []
  let name = ''
  for await (const { text } of lines) {
    const [, field = '', value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(text) ?? []
    if (field === 'data' && text !== '') data.push(value)
    else if (field === 'event') name = value
    else if (text === '') {
      if (data.length > 0 || name === 'error') yield { text: data.join('\n'), name, whole: true }
      data = []
      name = ''
    }
  }
  if (data.length > 0 || name === 'error') yield { text: data.join('\n'), name, whole: false }
}

async function* recordsOf(lines: AsyncIterable<Line>): AsyncGenerator<Piece> {
  for await (const { text, ended } of lines) yield { text, name: '', whole: ended }
}

async function* wholeOf(pieces: AsyncIterable<string>): AsyncGenerator<Piece> {
  let text = ''
  for await (const piece of pieces) text += piece
  yield { text, name: '', whole: true }
}

function parse({ text, whole }: Piece, peer: string): Json {
  try {
    return toJson(parseLossless(text))
  } catch {
    const what = whole
      ? 'the answer is not JSON'
      : 'the answer broke off in the middle of a message'
    throw protocolFault(peer, `${what}: "${excerpt(text)}"`, 200)
  }
}

async function* piecesOf(body: AsyncIterable<Buffer> | readonly Buffer[]): AsyncGenerator<Buffer> {
  yield* body
}

const fieldOf = (value: Json | undefined, name: string): Json | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, name)
    ? value[name]
    : undefined

/** What an event of the type `error` says: its message where it has one in a usual place, else all of it. */
function errorText(data: string): string {
  if (data.trim() === '') return 'an event of the type "error" without a message'
  let value: Json
  try {
    value = toJson(parseLossless(data))
  } catch {
    return data
  }
  const error = fieldOf(value, 'error')
  const texts = [
    ...[fieldOf(error, 'message'), error, fieldOf(value, 'message'), fieldOf(value, 'detail')],
    value,
  ]
  return texts.find((text): text is string => typeof text === 'string' && text !== '') ?? data
}

export type ReadOptions = {
  format: Format
  /** the message that ends a stream; empty for none */
  endMarker: string
  contentType: string | undefined
  encoding: string | string[] | undefined
  peer: string
  onEndMarker: () => void
}

/** Whether an answer is one JSON message in UTF-8, by its head. */
export const isPlain = ({ format, encoding, contentType }: ReadOptions): boolean =>
  format === 'json' &&
  (encoding === undefined || encoding === 'identity') &&
  (contentType === undefined || /^[^;]*(;\s*charset\s*=\s*utf-8\s*)?$/i.test(contentType))

/** A small body that can be nothing but text without a byte order mark: it begins as JSON does. null for any other. */
export function plainText(body: Buffer): string | null {
  const [first] = body
  const begins = first === 0x7b || first === 0x5b || first === 0x22
  if (!begins || body.length > 100_000 || !isUtf8(body)) return null
  return body.toString('utf8')
}

/** The message of such an answer, as `readMessages` reads it. Throws NetFault `protocol` for what is no JSON. */
export const readWhole = (text: string, peer: string): Json =>
  parse({ text, name: '', whole: true }, peer)

/**
 * The JSON messages of an answer as they arrive, none for an empty body; the end marker ends a stream early. Throws NetFault
 * `voice_ai_error` for an event of the type `error`, `protocol` for what cannot be unpacked or is no text or no JSON,
 * `too_large` beyond 5 MB, and whatever breaks the body off.
 */
export async function* readMessages(
  body: AsyncIterable<Buffer> | readonly Buffer[],
  options: ReadOptions,
): AsyncGenerator<Json> {
  const { format, endMarker, contentType, encoding, peer, onEndMarker } = options
  const bytes = unpacked(piecesOf(body), { encoding, peer, maxBytes: maxReplyBytes })
  const text = decodedText(bytes, contentType, peer)
  const pieces =
    format === 'json'
      ? wholeOf(text)
      : format === 'sse'
        ? eventsOf(linesOf(text))
        : recordsOf(linesOf(text))
  for await (const piece of pieces) {
    if (piece.name === 'error') throw reportedFault(peer, errorText(piece.text))
    const bare = piece.text.trim()
    if (bare === '') continue
    if (format !== 'json' && endMarker !== '' && bare === endMarker) return onEndMarker()
    yield parse(piece, peer)
  }
}
