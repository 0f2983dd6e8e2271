import type { IncomingMessage, ServerResponse } from 'node:http'

import type { InboundHeaders } from '#lib/engines/vendors/inbound.ts'
import { settings } from '#lib/platform/config/settings.ts'
import { AppError, errorMessage } from '#lib/platform/errors.ts'
import { log, withLogContext } from '#lib/platform/log.ts'
import { noteAnswer } from '#lib/platform/metrics/note-answer.ts'
import { resolveClientAddress } from '#lib/platform/net/client-address.ts'
import { requestIdOf } from '#lib/platform/net/request-id.ts'
import { readBody } from '#lib/webhooks/read-body.ts'
import { problem, unavailable, type Reply } from '#lib/webhooks/reply.ts'
import { readAddress, type Arrival, type WebhookReceiver } from '#lib/webhooks/webhook-receiver.ts'

const route = '/api/webhooks/ci-cd'
/** Where deliveries go; the second is the documented one outside `/api`. */
const paths = new Set([route, '/webhooks/ci-cd'])

type Options = {
  /** ms that a body may take; 10 s when absent */
  bodyTimeMs?: number
  /** opens what is needed to write a delivery down; throws `AppError` when that cannot be reached */
  ready?: () => Promise<void>
  /** headers of every answer */
  headers?: Readonly<Record<string, string>>
}

/** Whether a target is one that deliveries are sent to, whatever its query. */
export function isDeliveryTarget(target: string | undefined): boolean {
  const [path = ''] = (target ?? '').split('?', 1)
  if (paths.has(path)) return true
  try {
    return path.includes('%') && paths.has(decodeURIComponent(path))
  } catch {
    return false
  }
}

/** Repeated headers as one text, as the Fetch standard has it. */
function headersOf(request: IncomingMessage): InboundHeaders {
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined) headers[name] = typeof value === 'string' ? value : value.join(', ')
  return headers
}

function addressOf({ headers, socket }: IncomingMessage): string | null {
  const forwarded = headers['x-forwarded-for'] ?? headers.forwarded
  return resolveClientAddress(
    socket.remoteAddress,
    Array.isArray(forwarded) ? forwarded.join(',') : forwarded,
    settings().TRUSTED_PROXY_CIDRS,
  )
}

async function replyTo(
  receiver: WebhookReceiver,
  request: IncomingMessage,
  arrival: Arrival,
  { bodyTimeMs, ready }: Options,
): Promise<Reply> {
  const refusal = await receiver.refuseEarly(arrival)
  if (refusal) return refusal
  const body = await readBody(request, bodyTimeMs === undefined ? {} : { timeMs: bodyTimeMs })
  if (!Buffer.isBuffer(body)) return body
  await ready?.()
  return receiver.receive(arrival, body)
}

/** A reply in any case, within `API_TIMEOUT`. What it was waiting for goes on: the inbox writes whatever it has taken. */
function inTime(work: Promise<Reply>): Promise<Reply> {
  const { API_TIMEOUT: seconds } = settings()
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new AppError('unavailable', `No answer within ${seconds} s`)),
      seconds * 1_000,
    )
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

/** What is said of a fault of ours. */
function apology(error: unknown): Reply {
  if (error instanceof AppError && error.code === 'unavailable')
    return { ...unavailable(), ...problem('unavailable', 'invalid', error.message) }
  log.error({ err: error }, 'a request failed')
  return problem('internal', 'invalid', 'The cause is in the log, under the request id')
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  { status, body, retryAfter }: Reply,
  requestId: string,
  headers: Options['headers'],
): void {
  const isProblem = status >= 400
  const text = JSON.stringify(isProblem ? { ...body, request_id: requestId } : body)
  response.writeHead(status, {
    ...headers,
    'content-type': isProblem ? 'application/problem+json' : 'application/json',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    'x-request-id': requestId,
    ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
    // What is left of a body that nobody wants would be taken for the next request.
    ...(!request.complete && { connection: 'close' }),
  })
  response.end(text)
}

/**
 * Answers a delivery of a CI provider over plain `node:http`: no session, raw bytes, signature. The one way in, whichever
 * server it came to. A sender that is gone gets no answer. Never throws.
 */
export async function answerDelivery(
  receiver: WebhookReceiver,
  request: IncomingMessage,
  response: ServerResponse,
  options: Options = {},
): Promise<void> {
  const at = performance.now()
  const headers = headersOf(request)
  const requestId = requestIdOf(headers['x-request-id'])
  const address = addressOf(request)
  const url = request.url ?? ''
  const question = url.indexOf('?')
  const query = question < 0 ? '' : url.slice(question + 1)
  const arrival = {
    headers,
    remoteAddress: address,
    ...readAddress(new URLSearchParams(query)),
    at,
  }
  await withLogContext({ requestId }, async () => {
    let reply: Reply
    try {
      reply = await inTime(replyTo(receiver, request, arrival, options))
    } catch (error) {
      // The sender is gone, or its request is broken: there is nobody to answer.
      if (request.destroyed && !request.complete) {
        log.debug({ err: errorMessage(error) }, 'a delivery broke off')
        return void response.destroy()
      }
      reply = apology(error)
    }
    send(request, response, reply, requestId, options.headers)
    const ms = performance.now() - at
    noteAnswer({ method: 'POST', route, status: reply.status, ms, address })
  })
}

/** Refuses what is sent to another address, or by another method. */
export function refuseTarget(request: IncomingMessage, response: ServerResponse): boolean {
  const refusal = !isDeliveryTarget(request.url)
    ? problem('not_found', 'invalid', 'Deliveries go to /api/webhooks/ci-cd')
    : request.method !== 'POST'
      ? problem('method_not_allowed', 'invalid', 'Deliveries are sent with POST')
      : null
  if (refusal) send(request, response, refusal, requestIdOf(null), {})
  return refusal !== null
}
