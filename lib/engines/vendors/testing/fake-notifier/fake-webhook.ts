import { Webhook, WebhookVerificationError } from 'standardwebhooks'
import { z } from 'zod'

import {
  type FakeHttp,
  type FakeAnswer,
  type FakeRequest,
  startFakeHttp,
} from '#lib/engines/vendors/testing/fake-notifier/fake-http.ts'

const WebhookBody = z.strictObject({
  type: z.string().regex(/^[a-z0-9_.]+$/),
  timestamp: z.iso.datetime(),
  data: z.record(z.string(), z.unknown()),
})

type FakeWebhookDelivery = { id: string; body: z.output<typeof WebhookBody> }

type FakeWebhookState = {
  signingSecret: string
  /** each id once */
  deliveries: FakeWebhookDelivery[]
  /** how often an id came again */
  repeats: Map<string, number>
  /** why a request was turned away */
  refused: string[]
}

export type FakeWebhook = {
  url: string
  state: FakeWebhookState
  http: FakeHttp
  close: () => Promise<void>
}

function receive(state: FakeWebhookState, request: FakeRequest): FakeAnswer {
  const refuse = (status: number, why: string): FakeAnswer => {
    state.refused.push(why)
    return { status, body: { error: why } }
  }
  if (request.path !== '/hook') return refuse(404, 'no such address')
  if (request.method !== 'POST') return refuse(405, 'not a POST')
  if (request.headers['content-type'] !== 'application/json') return refuse(415, 'not JSON')
  const headers = Object.fromEntries(
    Object.entries(request.headers).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  )
  let verified: unknown
  try {
    verified = new Webhook(state.signingSecret).verify(request.body, headers)
  } catch (error) {
    if (error instanceof WebhookVerificationError) return refuse(401, error.message)
    return refuse(400, 'the body is not JSON')
  }
  const body = WebhookBody.safeParse(verified)
  if (!body.success) return refuse(422, z.prettifyError(body.error))
  const id = headers['webhook-id'] ?? ''
  if (state.deliveries.some((known) => known.id === id))
    state.repeats.set(id, (state.repeats.get(id) ?? 0) + 1)
  else state.deliveries.push({ id, body: body.data })
  return { status: 200, body: { received: id } }
}

/** A receiver that verifies with the library that receivers use, and acts once for each id. */
export async function startFakeWebhook(): Promise<FakeWebhook> {
  const state: FakeWebhookState = {
    signingSecret: `whsec_${Buffer.alloc(32, 'peer').toString('base64')}`,
    deliveries: [],
    repeats: new Map(),
    refused: [],
  }
  const http = await startFakeHttp((request) => receive(state, request))
  return { url: `${http.origin}/hook`, state, http, close: http.close }
}
