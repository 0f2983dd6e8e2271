import { and, eq, sql } from 'drizzle-orm'
import { z } from 'zod'

import { executionDetails, voiceTestExecutions as executions } from '#db/schema/executions.ts'
import { timingNames, TwinCounts, type TimingName } from '#lib/insights/run/schema.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { hasOutcome } from '#lib/runs/results/twin-outcome.ts'

/** What the final executions of one case in one language on one device profile came to. */
export type Facts = {
  language: string
  deviceProfileId: string | null
  caseId: string
  caseVersion: number
  passed: number
  failed: number
  invalid: number
  /** judged, but a request was repeated: not in `timings` */
  repeated: number
  twin: TwinCounts
  /** ms; of each clean, judged execution its slowest turn */
  timings: Record<TimingName, number[]>
}

const judged = sql`${executions.verdict} <> 'invalid'`
const twin = executions.twinVerdict

const pairs = sql`json_build_object(
  'both_right', count(*) filter (where ${hasOutcome('both_right')}),
  'recognition', count(*) filter (where ${hasOutcome('recognition')}),
  'understanding', count(*) filter (where ${hasOutcome('understanding')}),
  'lucky', count(*) filter (where ${hasOutcome('lucky')}),
  'invalid_voice', count(*) filter (where not ${judged} and ${twin} <> 'invalid'),
  'invalid_text', count(*) filter (where ${judged} and ${twin} = 'invalid'),
  'invalid_both', count(*) filter (where not ${judged} and coalesce(${twin}, 'invalid') = 'invalid'),
  'unjudged', count(*) filter (where ${judged} and ${twin} is null))`

const verdicts = (verdict: string) =>
  sql`count(*) filter (where ${executions.verdict} = ${verdict})::int`

const clean = sql`${judged} and slowest.attempts = 1`

const timings = sql.join(
  timingNames.map((name) => {
    const ms = sql`(slowest.timings ->> ${sql.raw(`'${name}'`)})::float8`
    return sql`${sql.raw(`'${name}'`)},
      array_agg(${ms}) filter (where ${clean} and ${ms} is not null)`
  }),
  sql`, `,
)

const Times = z
  .array(z.number())
  .nullable()
  .transform((times) => times ?? [])

const Row = z
  .object({
    language: z.string(),
    deviceProfileId: z.uuid().nullable(),
    caseId: z.uuid(),
    caseVersion: z.number(),
    passed: z.number(),
    failed: z.number(),
    invalid: z.number(),
    repeated: z.number(),
    twin: TwinCounts,
    timings: z.record(z.enum(timingNames), Times),
  })
  .array()

/**
 * Reads a run's final executions once, folded by case, language and device profile. The slowest turn speaks for its
 * execution, so that its timings belong together and each execution counts once.
 */
export async function runFacts(ctx: Ctx, runId: string): Promise<Facts[]> {
  const rows = await ctx.db
    .select({
      language: executions.language,
      deviceProfileId: executions.deviceProfileId,
      caseId: executions.caseId,
      caseVersion: executions.caseVersion,
      passed: verdicts('passed'),
      failed: verdicts('failed'),
      invalid: verdicts('invalid'),
      repeated: sql`count(*) filter (where ${judged} and slowest.attempts > 1)::int`,
      twin: pairs,
      timings: sql`json_build_object(${timings})`,
    })
    .from(executions)
    .innerJoin(executionDetails, eq(executionDetails.executionId, executions.id))
    .leftJoin(
      sql`lateral (
        select t.timings, max(t.attempts) over () as attempts
        from jsonb_to_recordset(${executionDetails.turns}) as t(attempts int, timings jsonb)
        order by (t.timings ->> 'response_ms')::float8 desc nulls last limit 1) slowest`,
      sql`true`,
    )
    .where(
      and(
        eq(executions.organizationId, ctx.organizationId),
        eq(executions.runId, runId),
        eq(executions.isFinal, true),
      ),
    )
    .groupBy(
      executions.language,
      executions.deviceProfileId,
      executions.caseId,
      executions.caseVersion,
    )
  return Row.parse(rows)
}
