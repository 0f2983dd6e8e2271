import { type ErrorCode, httpStatus } from '#lib/platform/errors.ts'
import { problemTitles, problemType } from '#lib/platform/problem-titles.ts'
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

export const problem = (code: ErrorCode, outcome: string, detail: string): Reply => {
  const status = httpStatus[code]
  const body = { type: problemType(code), title: problemTitles[code], status, detail }
  return { status, body, outcome }
}

export const limited = (waitMs: number, detail: string): Reply => ({
  ...problem('rate_limited', 'limited', detail),
  retryAfter: Math.max(1, Math.ceil(waitMs / 1_000)),
})

/** The same whatever was wrong: the sender learns nothing about connections or secrets. */
export const unauthorized = (): Reply =>
  problem('unauthenticated', 'rejected', 'The delivery could not be verified')

export const unavailable = (): Reply => ({
  ...problem('unavailable', 'invalid', 'Not available at the moment; send it again'),
  retryAfter: 2,
})
