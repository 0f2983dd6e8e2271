import { eq } from 'drizzle-orm'
import { z } from 'zod'

import { deviceTestExecutions } from '#db/schema/executions.ts'
import { describeConditions } from '#lib/device-profiles/describe-conditions.ts'
import { profilesOfSnapshot } from '#lib/device-profiles/used-profile.ts'
import { parseProfile } from '#lib/engines/speech/conditions/profile.ts'
import type { ConditionsView, ExecutionView } from '#lib/executions/schema.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { MeasuredConditions } from '#lib/runs/schema.ts'

const Stored = z.object({
  settings: z.object({ settings: z.record(z.string(), z.unknown()), seed: z.number().int() }),
  measured: z.array(MeasuredConditions),
})

async function findConditions(ctx: Ctx, executionId: string): Promise<ConditionsView | null> {
  const [row] = await ctx.db
    .select({ settings: deviceTestExecutions.settings, measured: deviceTestExecutions.measured })
    .from(deviceTestExecutions)
    .where(eq(deviceTestExecutions.executionId, executionId))
  if (!row) return null
  const { settings: profile, measured } = Stored.parse(row)
  return { ...profile, requested: describeConditions(parseProfile(profile.settings)), measured }
}

/**
 * Through what an execution was heard and what was achieved; asks nothing of the database for one without a device
 * profile. The caller has found the execution within the organization.
 */
export async function conditionsOf(
  ctx: Ctx,
  execution: { id: string; deviceProfileId: string | null },
  snapshot: unknown,
): Promise<Pick<ExecutionView, 'device_profile' | 'conditions'>> {
  const { id, deviceProfileId } = execution
  if (deviceProfileId === null) return { device_profile: null, conditions: null }
  const name = profilesOfSnapshot(snapshot)[deviceProfileId]?.name ?? 'unknown profile'
  return {
    device_profile: { id: deviceProfileId, name },
    conditions: await findConditions(ctx, id),
  }
}
