import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'

import {
  type Answer,
  HoundifyMessage,
  type HoundifyResult,
} from '#lib/engines/connectors/houndify/messages.ts'
import { parseLossless } from '#lib/engines/connectors/lossless-json.ts'
import { excerpt, protocolFault } from '#lib/engines/connectors/reply-fault.ts'
import { errorMessage } from '#lib/platform/errors.ts'
import { NetworkError } from '#lib/platform/net/network-error.ts'

const unzip = promisify(gunzip)

/** Inflates a gzip body to at most `maxBytes`. Throws NetFault `too_large` or `protocol`. */
export async function inflate(body: Buffer, maxBytes: number, peer: string): Promise<Buffer> {
  try {
    return await unzip(body, { maxOutputLength: maxBytes })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE')
      throw new NetworkError({
        fault: 'too_large',
        detail: `the answer is larger than ${maxBytes} bytes when unpacked`,
        peer,
        retryable: false,
        maybeExecuted: true,
      })
    throw protocolFault(peer, `the answer is not valid gzip: ${errorMessage(error)}`)
  }
}

/** Parses one message. Throws NetFault `protocol` for what is no JSON or no Houndify message. */
export function parseMessage(text: string, peer: string): HoundifyMessage {
  let value: unknown
  try {
    value = parseLossless(text)
  } catch {
    throw protocolFault(peer, `the answer is not JSON: "${excerpt(text)}"`)
  }
  const parsed = HoundifyMessage.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const where = issue?.path.join('.') ?? ''
  throw protocolFault(
    peer,
    `the answer is not a Houndify message (${where === '' ? '' : `${where}: `}${issue?.message ?? 'unknown form'}): "${excerpt(text)}"`,
  )
}

/** The first answer of a final result. Throws NetFault `voice_ai_error` for Status "Error". */
export function answerOf(result: HoundifyResult, peer: string): Answer {
  if (result.Status === 'Error') {
    throw new NetworkError({
      fault: 'voice_ai_error',
      detail: `the voice AI reports: ${excerpt(result.ErrorMessage ?? 'no reason given')}`,
      peer,
      retryable: false,
      status: 200,
      maybeExecuted: true,
    })
  }
  const answer = result.AllResults?.[0]
  if (!answer) throw protocolFault(peer, 'the result has Status OK but no AllResults', 200)
  return answer
}
