import { peek } from '#lib/engines/connectors/peek.ts'
import { excerpt, protocolFault } from '#lib/engines/connectors/reply-fault.ts'

/** What a byte order mark says outranks what a header says (WHATWG Encoding, 6.1). */
function markedCharset(head: Buffer): string | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8'
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  return head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : null
}

/** The `charset` of a content type as it is written there; null for none. */
function namedCharset(contentType: string | undefined): string | null {
  const found = /;\s*charset\s*=\s*(?:"([^"]*)"|([^;\s]*))/i.exec(contentType ?? '')
  const name = (found?.[1] ?? found?.[2] ?? '').trim()
  return name === '' ? null : name
}

function decoderOf(charset: string, peer: string): TextDecoder {
  try {
    return new TextDecoder(charset, { fatal: true })
  } catch {
    throw protocolFault(
      peer,
      `the answer names the charset "${excerpt(charset, 40)}", which is unknown: let it send UTF-8, and say so`,
      200,
    )
  }
}

/**
 * The characters of an answer as they arrive, without a byte order mark: in the charset of its content type by all labels of
 * the WHATWG Encoding standard, UTF-8 without one. Throws NetFault `protocol` for an unknown charset and for bytes that are
 * none of its characters: text with replacements in it must not be judged.
 */
export async function* decodedText(
  body: AsyncIterable<Buffer>,
  contentType: string | undefined,
  peer: string,
): AsyncGenerator<string> {
  const { head, all } = await peek(body, 3)
  const named = namedCharset(contentType)
  const charset = markedCharset(head) ?? named ?? 'utf-8'
  const decoder = decoderOf(charset, peer)
  const decode = (chunk?: Buffer) => {
    try {
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode()
    } catch {
      const how = named === null ? ' and names no charset' : ''
      throw protocolFault(
        peer,
        `the answer is not valid ${charset.toUpperCase()}${how}: let it send UTF-8, or name its charset in Content-Type`,
        200,
      )
    }
  }
  for await (const chunk of all) {
    const text = decode(chunk)
    if (text !== '') yield text
  }
  const rest = decode()
  if (rest !== '') yield rest
}
