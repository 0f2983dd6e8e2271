import { and, eq, sql, type SQL, type SQLWrapper } from 'drizzle-orm'
import { z } from 'zod'

import { validationResults, voiceTestExecutions } from '#db/schema/executions.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { keptOf } from '#lib/runs/results/kept-of.ts'
import { hasOpenAudit } from '#lib/runs/results/open-audits.ts'
import type { SpokenVerifiedView } from '#lib/runs/schema.ts'

const says = (scores: SQLWrapper, what: string) =>
  sql`jsonb_path_exists(${scores}, ${`$[*] ? (@.validator == "listening" && @.detail.spoken == "${what}")`}::jsonpath)`

/** Whether the spoken words of an execution were verified, from its scores; null where nothing was spoken. */
export const spokenVerifiedOf = (scores: SQLWrapper): SQL<SpokenVerifiedView | null> =>
  sql<SpokenVerifiedView | null>`case when ${says(scores, 'differs')} then 'differs'
    when ${says(scores, 'no')} then 'no' when ${says(scores, 'yes')} then 'yes' end`

const { scores, doubts, executionId } = validationResults

const Listening = z.object({
  spoken_verified: z.object({ yes: z.number(), no: z.number(), differs: z.number() }),
  same_replies: z.number(),
})
type Listening = z.output<typeof Listening>

/**
 * What listening found in a run as a whole: executions by whether their words were verified, and repeated replies. Kept once
 * the run has ended.
 */
export const listeningCounts = (ctx: Ctx, runId: string): Promise<Listening> =>
  keptOf(ctx, runId, {
    kind: 'listening.1',
    schema: Listening,
    read: () => countListening(ctx, runId),
  })

async function countListening(ctx: Ctx, runId: string): Promise<Listening> {
  const rows = await ctx.db
    .select({
      spoken: spokenVerifiedOf(scores).as('spoken'),
      executions: sql<number>`count(*)::int`,
      // Nobody is told of one what its blind audit hides.
      same: sql<number>`count(*) filter (where ${doubts} @> '[{"validator": "same_reply"}]'
        and not ${hasOpenAudit(executionId)})::int`,
    })
    .from(voiceTestExecutions)
    .innerJoin(validationResults, eq(executionId, voiceTestExecutions.id))
    .where(
      and(
        eq(voiceTestExecutions.organizationId, ctx.organizationId),
        eq(voiceTestExecutions.runId, runId),
        eq(voiceTestExecutions.isFinal, true),
      ),
    )
    .groupBy(sql`1`)
  const of = (wanted: SpokenVerifiedView) =>
    rows.find(({ spoken }) => spoken === wanted)?.executions ?? 0
  return {
    spoken_verified: { yes: of('yes'), no: of('no'), differs: of('differs') },
    same_replies: rows.reduce((sum, { same }) => sum + same, 0),
  }
}
