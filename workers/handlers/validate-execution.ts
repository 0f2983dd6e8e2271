import { systemCtx } from '#lib/context.ts'
import { fixedPolicy } from '#lib/runs/policy.ts'
import { revalidateExecution } from '#lib/runs/revalidate-execution.ts'

import type { Handler } from '../types.ts'

/** Judges a stored execution anew. */
export const validate: Handler<'validation.validate'> = async (
  { db },
  { organizationId, executionId },
) => {
  await revalidateExecution(systemCtx(db, organizationId), executionId, fixedPolicy)
}
