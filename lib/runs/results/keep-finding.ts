import { runFindings } from '#db/schema/runs.ts'
import type { Ctx } from '#lib/platform/context.ts'

type Finding = typeof runFindings.$inferInsert

/** Keeps what was read of an ended run in place of what was kept of the same kind before. */
export async function keepFinding(ctx: Ctx, finding: Finding): Promise<void> {
  await ctx.db
    .insert(runFindings)
    .values(finding)
    .onConflictDoUpdate({ target: [runFindings.runId, runFindings.kind], set: finding })
}
