import { unstable_rethrow } from 'next/navigation'
import type { z } from 'zod'

import { ctxOf } from '#lib/http/authenticate.ts'
import { connectQueue, webDatabase } from '#lib/http/database.ts'
import { toAppError } from '#lib/http/problem.ts'
import { findIdentity } from '#lib/http/request-context.ts'
import type { ActionResult, Refusal } from '#lib/platform/action-result.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { AppError, InvalidError } from '#lib/platform/errors.ts'
import { faultsOf } from '#lib/platform/format/faults.ts'
import { log } from '#lib/platform/log.ts'

async function actionCtx(): Promise<Ctx> {
  const identity = await findIdentity()
  if (!identity)
    throw new AppError(
      'unauthenticated',
      'Your session has ended. What you typed is still here: sign in, then try again.',
    )
  await connectQueue()
  return ctxOf(webDatabase(), identity, crypto.randomUUID())
}

/** What a failed action tells the page. Redirects of Next.js pass through. */
export function failedAction(error: unknown): Refusal {
  unstable_rethrow(error)
  const { code, message, faults, cause } = toAppError(error)
  if (code === 'internal') log.error({ err: cause ?? error }, 'an action failed')
  return { ok: false, code, message, faults }
}

/** A server action: parses its input, calls `work` as whoever is signed in, and answers instead of throwing. */
export function action<Input extends z.ZodType, T>(
  schema: Input,
  work: (ctx: Ctx, input: z.output<Input>) => Promise<T>,
): (input: z.input<Input>) => Promise<ActionResult<T>> {
  return async (input) => {
    try {
      const ctx = await actionCtx()
      const parsed = schema.safeParse(input)
      if (!parsed.success)
        throw new InvalidError('Some fields are not valid', faultsOf(parsed.error))
      return { ok: true, data: await work(ctx, parsed.data) }
    } catch (error) {
      return failedAction(error)
    }
  }
}
