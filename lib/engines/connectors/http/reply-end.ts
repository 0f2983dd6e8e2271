import { whyCut } from '#lib/engines/connectors/finish-reason.ts'
import type { HttpSettings } from '#lib/engines/connectors/http/settings.ts'
import { protocolFault } from '#lib/engines/connectors/reply-fault.ts'
import type { NetworkError } from '#lib/platform/net/network-error.ts'

/** How the body of an answer ended. */
export type BodyEnd = {
  status: number
  /** it came in several messages, of which one may mark the end */
  streamed: boolean
  /** the end marker came */
  marked: boolean
  /** its length or its chunks tell that the body is whole; false where only the end of the connection does */
  framed: boolean
}

/** What is known of a reply when its body has ended. */
export type ReplyEnd = {
  settings: HttpSettings
  body: BodyEnd
  /** the voice AI's own reason, as it came */
  reason: string | null
  /** there was no message at all */
  empty: boolean
  /** its text is made of pieces only */
  pieced: boolean
}

/** Why what came is not the whole reply, or nothing; null when it is. */
export function whyIncomplete({ settings, body, reason, empty, pieced }: ReplyEnd): string | null {
  const { allow_empty_reply: mayBeEmpty, end_required: marksEnd } = settings
  if (empty) return mayBeEmpty ? null : `the voice AI answered HTTP ${body.status} without content`
  if (reason !== null) {
    const cut = whyCut(reason)
    return cut === null ? null : `the reply is not whole: ${cut}`
  }
  return body.streamed && pieced && !body.marked && !body.framed && !marksEnd
    ? 'the stream ended with its connection and without an end marker, so nothing says that the reply is whole'
    : null
}

/** The fault of a stream whose end is known to be marked, and was not; null for any other. */
export function cutOffFault(
  { settings, body, reason, empty }: ReplyEnd,
  peer: string,
): NetworkError | null {
  const { end_required: marksEnd, end_marker: marker, finish_path: finish } = settings
  if (!marksEnd || !body.streamed || body.marked || reason !== null || empty) return null
  const marks = [
    ...(marker === '' ? [] : [`"${marker}"`]),
    ...(finish === undefined ? [] : [`a reason at ${finish}`]),
  ]
  if (marks.length === 0) return null
  const detail = `the stream ended without ${marks.join(' or ')}, so the reply was cut off; if this voice AI marks no end, switch off "Streams end with their marker" in the target`
  return protocolFault(peer, detail, body.status)
}
