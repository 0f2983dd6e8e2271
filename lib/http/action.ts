import { headers } from 'next/headers'
import { unstable_rethrow } from 'next/navigation'
import { z } from 'zod'

import { ctxOf, refusePasswordDue } from '#lib/http/authenticate.ts'
import { checkForeign } from '#lib/http/checked-fields.ts'
import { clientAddress } from '#lib/http/client-address.ts'
import { connectQueue, webDatabase } from '#lib/http/database.ts'
import { toAppError } from '#lib/http/problem.ts'
import { callerOf, countCaller } from '#lib/http/rate-limit.ts'
import { findIdentity } from '#lib/http/request-context.ts'
import type { ActionResult, Refusal } from '#lib/platform/action-result.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { AppError, InvalidError } from '#lib/platform/errors.ts'
import { faultsOf } from '#lib/platform/format/faults.ts'
import { log } from '#lib/platform/log.ts'

/** `withPasswordDue`: also for whoever must change their password before anything else. */
type ActionOptions = { withPasswordDue?: boolean }

async function actionCtx({ withPasswordDue = false }: ActionOptions): Promise<Ctx> {
  const identity = await findIdentity()
  if (!identity)
    throw new AppError(
      'unauthenticated',
      'Your session has ended. What you typed is still here: sign in, then try again.',
    )
  const ctx = ctxOf(webDatabase(), identity, crypto.randomUUID())
  countCaller(callerOf(ctx))
  if (!withPasswordDue) refusePasswordDue(identity)
  await connectQueue()
  return ctx
}

/** What a failed action tells the page. Redirects of Next.js pass through. */
export function failedAction(error: unknown): Refusal {
  unstable_rethrow(error)
  const { code, message, faults, cause } = toAppError(error)
  if (code === 'internal') log.error({ err: cause ?? error }, 'an action failed')
  return { ok: false, code, message, faults }
}

async function answer<T>(
  work: (ctx: Ctx) => Promise<T>,
  options: ActionOptions = {},
): Promise<ActionResult<T>> {
  try {
    return { ok: true, data: await work(await actionCtx(options)) }
  } catch (error) {
    const refusal = failedAction(error)
    if (refusal.code === 'forbidden') {
      const address = clientAddress(await headers())
      log.warn({ address, reason: refusal.message }, 'an action was refused')
    }
    return refusal
  }
}

function fitting<Input extends z.ZodType>(schema: Input, input: unknown): z.output<Input> {
  const { success, data, error } = schema.safeParse(input)
  if (!success) throw new InvalidError('Some fields are not valid', faultsOf(error))
  return data
}

function parsed<Input extends z.ZodType>(schema: Input, input: unknown): z.output<Input> {
  checkForeign(input, 'input')
  return fitting(schema, input)
}

/**
 * A server action: parses its input, calls `work` as whoever is signed in, and answers instead of throwing. It carries what it
 * takes, so that attacks of tests can be made for it.
 */
export function action<Input extends z.ZodType, T>(
  schema: Input,
  work: (ctx: Ctx, input: z.output<Input>) => Promise<T>,
  options: ActionOptions = {},
): (input: z.input<Input>) => Promise<ActionResult<T>> {
  return Object.assign(
    (input: z.input<Input>) => answer((ctx) => work(ctx, parsed(schema, input)), options),
    { takes: schema },
  )
}

const RecordRequest = z.object({ id: z.uuid(), input: z.unknown() })

/** A server action on one record. Faults are named by their place in `input`, as the fields of its form are. */
export function recordAction<Input extends z.ZodType, T>(
  schema: Input,
  work: (ctx: Ctx, id: string, input: z.output<Input>) => Promise<T>,
): (request: { id: string; input: z.input<Input> }) => Promise<ActionResult<T>> {
  const act = (request: { id: string; input: z.input<Input> }) =>
    answer((ctx) => {
      const { id, input } = fitting(RecordRequest, request)
      return work(ctx, id, parsed(schema, input))
    })
  return Object.assign(act, { takes: z.object({ id: z.uuid(), input: schema }) })
}
