import { sql } from 'drizzle-orm'

import type { RunPurpose } from '#db/enums.ts'
import { runSummaries, testRuns } from '#db/schema/runs.ts'
import { parseUsedProfile, type UsedProfile } from '#lib/device-profiles/used-profile.ts'
import { recordAudit } from '#lib/platform/audit/record-audit.ts'
import { authorize } from '#lib/platform/auth/authorize.ts'
import { inTransaction, type Ctx } from '#lib/platform/context.ts'
import { AppError } from '#lib/platform/errors.ts'
import { enqueue } from '#lib/platform/jobs/enqueue.ts'
import { checkCapabilities } from '#lib/runs/check-capabilities.ts'
import { resolveRequest } from '#lib/runs/resolve-request.ts'
import { StartRunInput } from '#lib/runs/schema.ts'

type Resolved = Awaited<ReturnType<typeof resolveRequest>>

type StartRunOptions = {
  /** heard through these too, which are in no table: settings that a search makes up */
  profiles?: readonly UsedProfile[]
  purpose?: RunPurpose
}

const nameOf = ({ suites }: Resolved) =>
  suites
    .map(({ name }) => name)
    .join(', ')
    .slice(0, 200) || 'Chosen cases'

/** What was tested can be read back, whatever becomes of the target and the profiles. */
function snapshotOf({ target, variables, profiles }: Resolved) {
  return {
    target: { name: target.name, connector: target.connector, config: target.config },
    variables,
    profiles: Object.fromEntries(
      profiles.flatMap((profile) => {
        if (!profile) return []
        const { id, ...used } = profile
        return [[id, used]]
      }),
    ),
  }
}

/**
 * Version since which the target's settings are what they are: reviews of what it answered before say nothing of now. A new
 * name and new limits change nothing that it answers.
 */
const unchangedSince = (targetId: string) => sql<number>`(
  select coalesce(max(h.version), 0) + 1 from configuration_history h join configurations c on c.id = h.configuration_id
  where c.id = ${targetId} and h.config <> c.config)`

/**
 * Accepts a run: names are resolved and checked, the request is stored with a snapshot of the target (without
 * secrets) and of its device profiles, and expansion into items is queued, all in one transaction. Returns the run's id.
 * Throws `InvalidError` that names each field at fault.
 */
export async function startRun(
  ctx: Ctx,
  input: StartRunInput,
  trigger: Record<string, unknown> = { kind: 'user', by: ctx.actor.name },
  options: StartRunOptions = {},
): Promise<{ id: string }> {
  authorize(ctx.actor, 'run:start')
  const request = StartRunInput.parse(input)
  const resolved = await resolveRequest(ctx, request, options.profiles?.map(parseUsedProfile))
  await checkCapabilities(ctx, resolved, request.mode)
  const { target, cases, profiles, total } = resolved
  const suiteIds = [...new Set(cases.map(({ suiteId }) => suiteId))]

  return inTransaction(ctx, async (tx) => {
    const [run] = await tx.db
      .insert(testRuns)
      .values({
        organizationId: ctx.organizationId,
        targetId: target.id,
        targetVersion: unchangedSince(target.id),
        name: request.name ?? nameOf(resolved),
        mode: request.mode,
        purpose: options.purpose ?? 'test',
        priority: request.priority,
        failOn: request.fail_on,
        itemOrder: request.order,
        suiteIds,
        request: {
          caseIds: cases.map(({ id }) => id),
          languages: request.languages?.length ? request.languages : null,
          profileIds: profiles.map((profile) => profile?.id ?? null),
          repetitions: request.repetitions,
        },
        snapshot: snapshotOf(resolved),
        trigger,
        git: request.git ?? null,
        createdBy: ctx.actor.id,
      })
      .returning({ id: testRuns.id })
    if (!run) throw new AppError('internal', 'The new run has no id')
    await tx.db.insert(runSummaries).values({ runId: run.id, total })
    await enqueue(tx, 'run.expand', { runId: run.id, organizationId: ctx.organizationId })
    if (request.git)
      await enqueue(tx, 'run.notify', {
        runId: run.id,
        organizationId: ctx.organizationId,
        moment: 'accepted',
      })
    await recordAudit(tx, {
      action: 'run.start',
      entityType: 'run',
      entityId: run.id,
      detail: { target: target.name, mode: request.mode, items: total },
    })
    return run
  })
}
