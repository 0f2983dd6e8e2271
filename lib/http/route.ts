import type { z } from 'zod'

import { authenticate, ctxOf } from '#lib/http/authenticate.ts'
import { connectQueue, webDatabase } from '#lib/http/database.ts'
import { checkedFields } from '#lib/http/checked-fields.ts'
import type { RouteDefinition } from '#lib/http/definition.ts'
import { answerRequest, type Exchange } from '#lib/http/exchange.ts'
import { idempotencyKeyOf, onlyOnce, type Answer } from '#lib/http/idempotency.ts'
import { callerOf, countCaller, counted, countStranger } from '#lib/http/rate-limit.ts'
import { parseJson, readBytes } from '#lib/http/read-body.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { settings } from '#lib/platform/config/settings.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { AppError, InvalidError } from '#lib/platform/errors.ts'
import { faultsOf } from '#lib/platform/format/faults.ts'

type Output<S> = S extends z.ZodType ? z.output<S> : undefined
type Schema = z.ZodType | undefined

export type RouteContext = { params: Promise<Record<string, string | string[]>> }

type Input<B extends Schema, Q extends Schema, P extends Schema> = {
  ctx: Ctx
  body: Output<B>
  query: Output<Q>
  params: Output<P>
  /** the body as it came */
  bytes: Buffer
  request: Request
  /** aborts when the caller leaves or the time is up */
  signal: AbortSignal
}

export type RouteHandler<D = RouteDefinition> = ((
  request: Request,
  context: RouteContext,
) => Promise<Response>) & { definition: D }

const megabyte = 1_048_576

function parse<S extends Schema>(schema: S, value: unknown, part: string): Output<S> {
  if (schema === undefined) return undefined as Output<S>
  const result = schema.safeParse(value)
  if (result.success) return result.data as Output<S>
  throw new InvalidError(`The ${part} is not valid`, faultsOf(result.error))
}

const readQuery = (request: Request) => checkedFields(new URL(request.url).searchParams, 'query')

/** A malformed id names nothing: to the caller that is the same as an unknown one. */
function parseParams<S extends Schema>(schema: S, params: Record<string, unknown>): Output<S> {
  try {
    return parse(schema, params, 'address')
  } catch {
    throw new AppError('not_found', `There is nothing at this address`)
  }
}

async function readBody(definition: RouteDefinition, request: Request): Promise<Buffer> {
  if (request.method === 'GET' || request.method === 'HEAD') return Buffer.alloc(0)
  return readBytes(request, definition.maxBytes ?? megabyte)
}

/**
 * A route handler: finds out who asks, parses what came, calls one verb, parses what leaves. Errors become
 * `application/problem+json`. Within `API_TIMEOUT` seconds there is an answer; work that a verb had begun may still
 * commit after a timeout, which is what `Idempotency-Key` is for. `afterwards` may hold back the answer (`waitsMs`) and
 * replace it: it runs when all has committed, so that nothing is locked and no connection taken meanwhile.
 */
export function route<
  B extends Schema = undefined,
  Q extends Schema = undefined,
  P extends Schema = undefined,
  R extends Schema = undefined,
>(
  definition: RouteDefinition<B, Q, P, R>,
  handler: (
    input: Input<B, Q, P>,
  ) => Promise<Response | (R extends z.ZodType ? z.input<R> : undefined | void)>,
  afterwards?: (input: Input<B, Q, P>, body: Output<R>) => Promise<Answer | null>,
): RouteHandler<RouteDefinition<B, Q, P, R>> {
  const work = async ({ request, params, requestId, signal }: Exchange): Promise<Response> => {
    const db = webDatabase()
    const ctx = ctxOf(db, await identifyCounted(request, definition), requestId)
    counted(request, () => countCaller(callerOf(ctx)))
    if (definition.permission) authorize(ctx.actor, definition.permission)
    const bytes = await readBody(definition, request)
    const input = {
      ctx,
      bytes,
      request,
      signal,
      params: parseParams(definition.params as P, params),
      query: parse(definition.query as Q, readQuery(request), 'query'),
      body: parse(
        definition.body as B,
        definition.body ? await parseJson(request, bytes, signal) : undefined,
        'body',
      ),
    }
    if (request.method !== 'GET') await connectQueue()
    const run = async (within: Ctx) => handler({ ...input, ctx: within })
    const first = await perform(definition, ctx, request, bytes, run)
    if (first instanceof Response) return first
    const later = await afterwards?.(input, first.body as Output<R>)
    const response = jsonResponse(later ?? first)
    if (first.replayed) response.headers.set('idempotency-replayed', 'true')
    return response
  }
  const limitMs = settings().API_TIMEOUT * 1_000 + (definition.waitsMs ?? 0)
  const handle = (request: Request, context: RouteContext) =>
    answerRequest(request, context.params, limitMs, work)
  return Object.assign(handle, { definition })
}

/** Who asks; whoever is not known counts as a stranger, who may be refused for asking too often. */
async function identifyCounted(request: Request, definition: RouteDefinition) {
  try {
    return await authenticate(webDatabase(), request, definition)
  } catch (error) {
    if (error instanceof AppError) counted(request, () => countStranger(request.headers))
    throw error
  }
}

/** Calls the handler, once for each `Idempotency-Key`; what it wrote has committed when this returns. */
async function perform(
  definition: RouteDefinition,
  ctx: Ctx,
  request: Request,
  bytes: Buffer,
  run: (ctx: Ctx) => Promise<unknown>,
): Promise<Response | (Answer & { replayed: boolean })> {
  const status = definition.status ?? 200
  const shape = (result: unknown): Answer => ({
    status,
    body: definition.reply ? definition.reply.parse(result) : null,
  })
  const key = definition.creates ? idempotencyKeyOf(request) : null
  if (key === null) {
    const result = await run(ctx)
    return result instanceof Response ? result : { ...shape(result), replayed: false }
  }
  const once = { key, isSecret: definition.shownOnce }
  return onlyOnce(ctx, once, request, bytes, async (tx) => shape(await run(tx)))
}

function jsonResponse({ status, body }: Answer): Response {
  return status === 204 || body === null
    ? new Response(null, { status: 204 })
    : Response.json(body, { status })
}

/** A route that anybody may call: it gets no context, since nobody is known. */
export function publicRoute<
  B extends Schema = undefined,
  Q extends Schema = undefined,
  R extends Schema = undefined,
>(
  definition: Omit<RouteDefinition<B, Q, undefined, R>, 'params' | 'permission' | 'creates'>,
  handler: (input: {
    body: Output<B>
    query: Output<Q>
    request: Request
    signal: AbortSignal
  }) => Promise<Response | (R extends z.ZodType ? z.input<R> : undefined | void)>,
): RouteHandler<RouteDefinition> {
  const work = async ({ request, signal }: Exchange): Promise<Response> => {
    counted(request, () => countStranger(request.headers, definition.worth))
    const bytes = await readBody(definition, request)
    const result = await handler({
      request,
      signal,
      query: parse(definition.query as Q, readQuery(request), 'query'),
      body: parse(
        definition.body as B,
        definition.body ? await parseJson(request, bytes, signal) : undefined,
        'body',
      ),
    })
    if (result instanceof Response) return result
    const reply = definition.reply ? definition.reply.parse(result) : null
    return jsonResponse({ status: definition.status ?? 200, body: reply })
  }
  const handle = (request: Request, context: RouteContext) =>
    answerRequest(request, context.params, settings().API_TIMEOUT * 1_000, work)
  return Object.assign(handle, { definition: { ...definition, public: true as const } })
}
