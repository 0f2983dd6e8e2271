'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'

import { PolicySettings } from '#lib/engines/validation/policy-settings.ts'
import { action, recordAction } from '#lib/http/action.ts'
import { changesBetween } from '#lib/policies/changes.ts'
import { getPolicyInForce } from '#lib/policies/queries.ts'
import { restorePolicy } from '#lib/policies/restore-policy.ts'
import { savePolicy } from '#lib/policies/save-policy.ts'
import { PolicyInForceQuery, RestorePolicyInput, SavePolicyInput } from '#lib/policies/schema.ts'
import { searchCases } from '#lib/robustness/search-cases.ts'

const page = '/settings/validation-policy'

export const savePolicyAction = action(SavePolicyInput, async (ctx, input) => {
  const { version } = await savePolicy(ctx, input)
  revalidatePath(page)
  return version
})

/** What is in force now, and how it differs from what an author began with. */
export const comparePolicyAction = action(
  z.object({ of: PolicyInForceQuery, began: PolicySettings }),
  async (ctx, { of, began }) => {
    const current = await getPolicyInForce(ctx, of)
    return { current, changes: changesBetween(began, current.settings) }
  },
)

export const restorePolicyAction = recordAction(RestorePolicyInput, async (ctx, id, input) => {
  const { version } = await restorePolicy(ctx, id, input)
  revalidatePath(page)
  return version
})

export const findCasesAction = action(z.string().max(200), (ctx, text) =>
  searchCases(ctx, { text }),
)
