import { unpacked } from '#lib/engines/connectors/content-encoding.ts'
import { maskInfo } from '#lib/engines/connectors/houndify/mask.ts'
import { type HoundifyResult, isResult } from '#lib/engines/connectors/houndify/messages.ts'
import { packingOf } from '#lib/engines/connectors/houndify/packing.ts'
import {
  answerOf,
  noResult,
  parseMessage,
  SkippedMessage,
} from '#lib/engines/connectors/houndify/reply.ts'
import {
  maxReplyBytes,
  type TurnContext,
  type TurnResult,
} from '#lib/engines/connectors/houndify/turn-context.ts'
import { JsonSplitter } from '#lib/engines/connectors/json-splitter.ts'
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

async function bodyOf({ headers, body }: HttpResponse, peer: string): Promise<Buffer> {
  async function* packed(): AsyncGenerator<Buffer> {
    yield body
  }
  const chunks: Buffer[] = []
  const options = { encoding: packingOf(headers), peer, maxBytes: maxReplyBytes }
  for await (const chunk of unpacked(packed(), options)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** The first result in a body; a byte order mark, byte counts and messages of unknown formats may stand before it. */
function resultIn(body: Buffer, { peer, log }: TurnContext): HoundifyResult {
  const skipped = new Set<string>()
  const splitter = new JsonSplitter()
  let texts: string[]
  try {
    texts = splitter.push(body)
  } catch {
    throw protocolFault(peer, `the answer is not JSON: "${excerpt(body)}"`, 200)
  }
  for (const text of texts) {
    const message = parseMessage(text, peer)
    if (message instanceof SkippedMessage) {
      log.add({ direction: 'in', ...message.entry, bytes: text.length })
      skipped.add(message.format)
    } else if (isResult(message)) return message
  }
  if (!splitter.clean)
    throw protocolFault(peer, `the answer broke off in a message: "${excerpt(splitter.rest)}"`, 200)
  throw noResult(peer, skipped)
}

async function read(response: HttpResponse, context: TurnContext): Promise<TurnResult> {
  const { peer, log } = context
  const { status, headers } = response
  const body = await bodyOf(response, peer)
  const received = { direction: 'in' as const, label: String(status), headers, bytes: body.length }
  if (status !== 200) {
    log.add({ ...received, body: excerpt(body, 2_000) })
    const wait = parseRetryAfter(headers['retry-after'], Date.now())
    throw statusFault(peer, status, excerpt(body), wait)
  }
  try {
    const result = resultIn(body, context)
    log.add({ ...received, body: result })
    return { result, answer: answerOf(result, peer), at: response.times.endAt }
  } catch (error) {
    log.add({ ...received, label: `${status} unreadable`, body: excerpt(body, 2_000) })
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
