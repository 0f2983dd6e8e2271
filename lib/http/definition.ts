import type { z } from 'zod'

import type { Permission } from '#lib/platform/auth/authorize.ts'

/** What a route takes and answers; the handler's types and the OpenAPI document come from the same value. */
export type RouteDefinition<
  Body extends z.ZodType | undefined = z.ZodType | undefined,
  Query extends z.ZodType | undefined = z.ZodType | undefined,
  Params extends z.ZodType | undefined = z.ZodType | undefined,
  Reply extends z.ZodType | undefined = z.ZodType | undefined,
> = {
  /** one line for the API page */
  summary: string
  body?: Body
  query?: Query
  params?: Params
  /** what leaves is parsed by it: fields it does not name stay inside */
  reply?: Reply
  /** of success; 200 unless given */
  status?: number
  /** checked before anything is read; the verb checks again */
  permission?: Permission
  /** also for whoever must change their password before anything else */
  withPasswordDue?: true
  /** no token needed */
  public?: true
  /** makes something: honours `Idempotency-Key` */
  creates?: true
  /** what a request of a public route counts for against RATE_LIMIT_ADDRESS; 1 unless given, 0 for probes */
  worth?: number
  /** its answer holds a secret: what is kept for `Idempotency-Key` is sealed */
  shownOnce?: true
  /** ms that an answer may be held back beyond `API_TIMEOUT` for whoever asks to wait; it is 200 if that was worth it */
  waitsMs?: number
  /** media types of a body that is not JSON; the handler reads `bytes` */
  accepts?: readonly string[]
  /** media type of an answer that is not JSON */
  produces?: string
  /** bytes of the body at most; 1 MiB unless given */
  maxBytes?: number
}

export type AnyDefinition = RouteDefinition
