import type { Ctx } from '#lib/platform/context.ts'
import { InvalidError } from '#lib/platform/errors.ts'
import { checkCapabilities } from '#lib/runs/check-capabilities.ts'
import { resolveRequest } from '#lib/runs/resolve-request.ts'
import type { StartRunInput } from '#lib/runs/schema.ts'

/** Throws `InvalidError` for a run that could not be started today, its fields under `request`. */
export async function checkScheduledRun(ctx: Ctx, request: StartRunInput): Promise<void> {
  try {
    await checkCapabilities(ctx, await resolveRequest(ctx, request), request.mode)
  } catch (error) {
    if (!(error instanceof InvalidError)) throw error
    const faults = error.faults.map(({ path, message }) => ({ path: `request.${path}`, message }))
    throw new InvalidError(error.message, faults)
  }
}
