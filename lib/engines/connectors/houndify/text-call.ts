import { maskInfo } from '#lib/engines/connectors/houndify/mask.ts'
import { isResult } from '#lib/engines/connectors/houndify/messages.ts'
import { answerOf, inflate, parseMessage } from '#lib/engines/connectors/houndify/reply.ts'
import {
  maxReplyBytes,
  type TurnContext,
  type TurnResult,
} from '#lib/engines/connectors/houndify/turn-context.ts'
import { excerpt, protocolFault } from '#lib/engines/connectors/reply-fault.ts'
import { type HttpResponse, request } from '#lib/platform/net/http.ts'
import { statusFault } from '#lib/platform/net/network-error.ts'
import { parseRetryAfter } from '#lib/platform/net/resilience.ts'

/** A RequestInfo beyond this goes into the body whatever the setting: servers cut headers at 16 KB or less. */
const maxHeaderInfo = 8_000

type Message = {
  method: 'GET' | 'POST'
  url: string
  headers: Record<string, string>
  body: string
}

function compose(context: TurnContext, text: string): Message {
  const { config, attempt } = context
  const url = `${config.endpoint.replace(/\/+$/, '')}/text?query=${encodeURIComponent(text)}`
  if (config.text_method === 'GET' && attempt.info.length <= maxHeaderInfo)
    return {
      method: 'GET',
      url,
      headers: { ...attempt.headers, 'Hound-Request-Info': attempt.info },
      body: '',
    }
  return {
    method: 'POST',
    url,
    headers: {
      ...attempt.headers,
      'Content-Type': 'text/plain',
      'Hound-Request-Info-Length': String(attempt.info.length),
    },
    body: attempt.info,
  }
}

async function read(response: HttpResponse, context: TurnContext): Promise<TurnResult> {
  const { peer, log } = context
  const { status, headers } = response
  const zipped = headers['hound-response-content-encoding'] === 'gzip'
  const body = zipped ? await inflate(response.body, maxReplyBytes, peer) : response.body
  const received = { direction: 'in' as const, label: String(status), headers, bytes: body.length }
  if (status !== 200) {
    log.add({ ...received, body: excerpt(body, 2_000) })
    const wait = parseRetryAfter(headers['retry-after'], Date.now())
    throw statusFault(peer, status, excerpt(body), wait)
  }
  const text = body.toString('utf8')
  try {
    const message = parseMessage(text, peer)
    log.add({ ...received, body: message })
    if (!isResult(message)) throw protocolFault(peer, 'the answer is not a final result', status)
    return { result: message, answer: answerOf(message, peer), at: response.times.endAt }
  } catch (error) {
    log.add({ ...received, label: `${status} unreadable`, body: excerpt(text, 2_000) })
    throw error
  }
}

/** One attempt at a text turn. Throws NetFault. */
export async function textCall(context: TurnContext, text: string): Promise<TurnResult> {
  const { config, emit, log } = context
  const message = compose(context, text)
  const bytes = message.body.length
  log.add({
    direction: 'out',
    label: `${message.method} ${message.url}`,
    headers: message.headers,
    ...(bytes > 0 && { body: () => maskInfo(message.body), bytes }),
  })
  const response = await request({
    method: message.method,
    url: message.url,
    headers: message.headers,
    ...(bytes > 0 && { body: message.body }),
    signal: context.signal,
    onProgress: (stage, at) => {
      if (stage === 'first_byte') return emit({ at, type: 'first_byte' })
      emit({ at, type: 'connected' })
      emit({ at, type: 'sent', bytes, first: true, last: true })
    },
    guard: context.guard,
    limits: {
      connectMs: config.connect_timeout_s * 1_000,
      firstByteMs: config.timeout_s * 1_000,
      idleMs: config.idle_timeout_s * 1_000,
      totalMs: Math.max(1, context.remainingMs),
      maxBytes: maxReplyBytes,
    },
  })
  return read(response, context)
}
