import {
  type Answer,
  Formatted,
  HoundifyMessage,
  type HoundifyResult,
  knownFormats,
} from '#lib/engines/connectors/houndify/messages.ts'
import { parseLossless } from '#lib/engines/connectors/lossless-json.ts'
import { excerpt, protocolFault } from '#lib/engines/connectors/reply-fault.ts'
import { NetworkError } from '#lib/platform/net/network-error.ts'

/** A message of a `Format` that we do not know: servers may send more than the protocol of the SDKs. */
export class SkippedMessage {
  readonly format: string
  readonly value: unknown

  constructor(format: string, value: unknown) {
    this.format = format
    this.value = value
  }

  /** How it is noted in the exchange. */
  get entry() {
    return {
      label: `skipped, unknown Format "${excerpt(this.format, 60)}"`,
      body: this.value,
    }
  }
}

/** Parses one message. Throws NetFault `protocol` for what is no JSON or no Houndify message. */
export function parseMessage(text: string, peer: string): HoundifyMessage | SkippedMessage {
  let value: unknown
  try {
    value = parseLossless(text)
  } catch {
    throw protocolFault(peer, `the answer is not JSON: "${excerpt(text)}"`)
  }
  const parsed = HoundifyMessage.safeParse(value)
  if (parsed.success) return parsed.data
  const format = Formatted.safeParse(value)
  if (format.success && !knownFormats.has(format.data.Format))
    return new SkippedMessage(format.data.Format, value)
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

/** The fault of an answer that ended without a final result; `skipped`: formats of messages that were passed over. */
export function noResult(peer: string, skipped: ReadonlySet<string>): NetworkError {
  const names = [...skipped].map((format) => `"${excerpt(format, 60)}"`).join(', ')
  const passed = names === '' ? '' : ` (skipped: messages of the unknown Format ${names})`
  return protocolFault(peer, `the answer ended without a final result${passed}`, 200)
}
