import { authorize } from '#lib/platform/auth/authorize.ts'
import { inTransaction, type Ctx } from '#lib/platform/context.ts'
import { getPolicy } from '#lib/policies/queries.ts'
import { savePolicy } from '#lib/policies/save-policy.ts'
import { RestorePolicyInput, type PolicyView } from '#lib/policies/schema.ts'

/** Saves an earlier version of a scope anew, as its newest. Throws what `savePolicy` throws. */
export async function restorePolicy(
  ctx: Ctx,
  id: string,
  input: RestorePolicyInput,
): Promise<PolicyView> {
  authorize(ctx.actor, 'policy:write')
  const { base_version, note } = RestorePolicyInput.parse(input)
  return inTransaction(ctx, async (tx) => {
    const earlier = await getPolicy(tx, id)
    return savePolicy(tx, {
      scope: earlier.scope,
      suite_id: earlier.suite?.id ?? null,
      case_id: earlier.case?.id ?? null,
      settings: earlier.settings,
      base_version,
      note: note || `Version ${earlier.version} restored`,
    })
  })
}
