import type { Ctx } from '#lib/platform/context.ts'
import { listPolicies } from '#lib/policies/queries.ts'
import type { PolicyView } from '#lib/policies/schema.ts'

/** Suites and cases that have a policy of their own, the one saved last first. */
export async function loadOverrides(ctx: Ctx): Promise<PolicyView[]> {
  const found: PolicyView[] = []
  for (const scope of ['suite', 'case'] as const) {
    let cursor: string | null | undefined
    do {
      const page = await listPolicies(ctx, { scope, limit: 200, ...(cursor && { cursor }) })
      found.push(...page.data.filter(({ newest, settings }) => newest && settings !== null))
      cursor = page.next_cursor
    } while (cursor)
  }
  return found.sort((a, b) => b.version - a.version)
}
