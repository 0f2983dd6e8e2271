import { STATUS_CODES } from 'node:http'

import type { ReceiptView } from '#lib/webhooks/schema.ts'

/** An answer of the receiver, whatever serves it. Problems are RFC 9457; the server adds `request_id`. */
export type Reply = {
  status: number
  body: ReceiptView | { type: string; title: string; status: number; detail: string }
  /** s */
  retryAfter?: number
  /** for metrics: accepted, duplicate, ignored, rejected, limited, invalid */
  outcome: string
}

export const receipt = (body: ReceiptView): Reply => ({ status: 202, body, outcome: body.status })

export const problem = (status: number, outcome: string, detail: string): Reply => ({
  status,
  body: { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, detail },
  outcome,
})

export const limited = (waitMs: number, detail: string): Reply => ({
  ...problem(429, 'limited', detail),
  retryAfter: Math.max(1, Math.ceil(waitMs / 1_000)),
})

/** The same whatever was wrong: the sender learns nothing about connections or secrets. */
export const unauthorized = (): Reply =>
  problem(401, 'rejected', 'The delivery could not be verified')

export const unavailable = (): Reply => ({
  ...problem(503, 'invalid', 'Not available at the moment; send it again'),
  retryAfter: 2,
})
