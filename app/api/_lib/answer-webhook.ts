import type { InboundHeaders } from '#lib/engines/vendors/inbound.ts'
import { clientAddress } from '#lib/http/client-address.ts'
import { connectQueue, webDatabase } from '#lib/http/database.ts'
import { answerRequest, type Exchange } from '#lib/http/exchange.ts'
import { settings } from '#lib/platform/config/settings.ts'
import { readBody } from '#lib/webhooks/read-body.ts'
import type { Reply } from '#lib/webhooks/reply.ts'
import { WebhookReceiver, readAddress } from '#lib/webhooks/webhook-receiver.ts'

// On globalThis: a development server loads this module anew at every change; limits and batches must be one.
const holder = globalThis as typeof globalThis & { earshotReceiver?: WebhookReceiver }
const receiver = () => (holder.earshotReceiver ??= new WebhookReceiver({ db: webDatabase }))

const inLowerCase = (headers: Headers): InboundHeaders => Object.fromEntries(headers)

function toResponse({ status, body, retryAfter }: Reply, requestId: string): Response {
  const isProblem = status >= 400
  const response = new Response(
    JSON.stringify(isProblem ? { ...body, request_id: requestId } : body),
    {
      status,
      headers: { 'content-type': isProblem ? 'application/problem+json' : 'application/json' },
    },
  )
  if (retryAfter !== undefined) response.headers.set('retry-after', String(retryAfter))
  return response
}

async function receive({ request, requestId }: Exchange): Promise<Response> {
  const arrival = {
    headers: inLowerCase(request.headers),
    remoteAddress: clientAddress(request.headers),
    ...readAddress(new URL(request.url).searchParams),
    at: performance.now(),
  }
  const refusal = await receiver().refuseEarly(arrival)
  if (refusal) return toResponse(refusal, requestId)
  const body = await readBody(request.body)
  if (!Buffer.isBuffer(body)) return toResponse(body, requestId)
  await connectQueue()
  return toResponse(await receiver().receive(arrival, body), requestId)
}

/** Answers a delivery of a CI provider: no session, raw bytes, signature. */
export const answerWebhook = (
  request: Request,
  context: { params: Promise<Record<string, string | string[]>> },
): Promise<Response> =>
  answerRequest(request, context.params, settings().API_TIMEOUT * 1_000, receive)
