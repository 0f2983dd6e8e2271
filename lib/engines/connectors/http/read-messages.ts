import { toJson, parseLossless } from '#lib/engines/connectors/lossless-json.ts'
import { excerpt, protocolFault, tooLarge } from '#lib/engines/connectors/reply-fault.ts'
import type { Json } from '#lib/engines/connectors/types.ts'

export const maxReplyBytes = 5_000_000

export type Format = 'json' | 'sse' | 'ndjson'

/** The format that a content type names. */
export function formatOf(contentType: string | undefined): Format {
  const type = contentType?.split(';')[0]?.trim().toLowerCase() ?? ''
  if (type === 'text/event-stream') return 'sse'
  return /^application\/(x-)?(ndjson|jsonl|json-lines)$/.test(type) ? 'ndjson' : 'json'
}

async function* bounded(body: AsyncIterable<Buffer>, peer: string): AsyncGenerator<Buffer> {
  let bytes = 0
  for await (const chunk of body) {
    bytes += chunk.length
    if (bytes > maxReplyBytes) throw tooLarge(peer, maxReplyBytes)
    yield chunk
  }
}

/** Lines without their ends, as soon as they are complete; LF, CR LF and CR end a line. */
async function* linesOf(body: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of body) {
    rest += decoder.decode(chunk, { stream: true })
    // A CR at the end may be half of a CR LF.
    const lines = rest.split(/\r\n|\n|\r(?!$)/)
    rest = lines.pop() ?? ''
    yield* lines
  }
  rest += decoder.decode()
  if (rest !== '') yield* rest.replace(/\r$/, '').split('\r')
}

/**
 * The data of server-sent events (WHATWG HTML, 9.2.6): `data` lines up to an empty one, joined by LF. An event that
 * the end of the stream cuts off is none.
 */
async function* eventsOf(body: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let data: string[] = []
  for await (const line of linesOf(body)) {
    if (line === '') {
      if (data.length > 0) yield data.join('\n')
      data = []
    } else if (line === 'data' || line.startsWith('data:')) {
      data.push(line.slice(5).replace(/^ /, ''))
    }
  }
}

function parse(text: string, peer: string): Json {
  try {
    return toJson(parseLossless(text))
  } catch {
    throw protocolFault(peer, `the answer is not JSON: "${excerpt(text)}"`, 200)
  }
}

async function wholeOf(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of body) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

/**
 * The JSON messages of an answer as they arrive; `endMarker` ends a stream of events early. Throws NetFault
 * `protocol` for what is no JSON, `too_large` beyond 5 MB, and whatever breaks the body off.
 */
export async function* readMessages(
  body: AsyncIterable<Buffer>,
  options: { format: Format; endMarker: string; peer: string },
): AsyncGenerator<Json> {
  const { format, endMarker, peer } = options
  const source = bounded(body, peer)
  if (format === 'json') {
    yield parse(await wholeOf(source), peer)
    return
  }
  for await (const text of format === 'sse' ? eventsOf(source) : linesOf(source)) {
    if (text.trim() === '') continue
    if (endMarker !== '' && text.trim() === endMarker) return
    yield parse(text, peer)
  }
}
