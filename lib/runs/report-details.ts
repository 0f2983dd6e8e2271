import { sql } from 'drizzle-orm'
import { z } from 'zod'

import type { Ctx } from '#lib/platform/context.ts'
import type { ReportTurn } from '#lib/runs/report/run-report.ts'

/** executions of one question to the database, and characters of one text */
const batch = 500
const longest = 2_000

const Row = z.object({
  id: z.string(),
  turns: z.array(
    z.object({
      index: z.number(),
      said: z.string().nullable(),
      heard: z.string().nullable(),
      reply: z.string().nullable(),
    }),
  ),
  why: z.array(z.object({ turn: z.number(), validator: z.string(), evidence: z.string() })),
  expected: z.array(z.unknown()).nullable(),
})

const cut = (text: string) => (text.length > longest ? `${text.slice(0, longest)}…` : text)
const cutOrNull = (text: string | null) => (text === null ? null : cut(text))

/** `intent: WeatherQuery; entities: {"city":"Toronto"}` */
function wordsOf(expectation: unknown): string | null {
  if (expectation === null || typeof expectation !== 'object') return null
  const parts = Object.entries(expectation).map(
    ([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  )
  return parts.length === 0 ? null : cut(parts.join('; '))
}

function toTurns({ turns, why, expected }: z.output<typeof Row>): ReportTurn[] {
  return turns.map(({ index, said, heard, reply }) => ({
    number: index + 1,
    said: cutOrNull(said),
    heard: cutOrNull(heard),
    reply: cutOrNull(reply),
    expected: wordsOf(expected?.[index]),
    why: why
      .filter(({ turn }) => turn === index)
      .map(({ validator, evidence }) => cut(`${validator}: ${evidence}`)),
  }))
}

async function readBatch(ctx: Ctx, ids: string[]) {
  const rows = await ctx.db.execute(sql`
    select e.id::text,
      (select coalesce(jsonb_agg(jsonb_build_object('index', t -> 'index', 'said', t -> 'said',
          'heard', t -> 'heard', 'reply', coalesce(t ->> 'reply_written', t ->> 'reply_spoken'))
          order by (t ->> 'index')::int), '[]')
        from jsonb_array_elements(d.turns) t) as turns,
      (select coalesce(jsonb_agg(jsonb_build_object('turn', s -> 'turn', 'validator', s -> 'validator',
          'evidence', s -> 'evidence')), '[]')
        from jsonb_array_elements(v.scores) s where s ->> 'pass' = 'false') as why,
      (select jsonb_agg(t.turn -> 'expect' order by t.place)
        from jsonb_array_elements(c.definition -> 'turns') with ordinality t(turn, place)) as expected
    from voice_test_executions e
    join execution_details d on d.execution_id = e.id
    left join validation_results v on v.execution_id = e.id
    left join test_case_versions c on c.case_id = e.case_id and c.version = e.case_version
    where e.organization_id = ${ctx.organizationId} and e.id = any(${sql.param(ids)}::uuid[])`)
  return [...rows].map((row) => Row.parse(row))
}

/** What was said, heard, answered and expected in these executions of the organization, and what validators say of it. */
export async function readReportDetails(
  ctx: Ctx,
  executionIds: readonly string[],
): Promise<Map<string, ReportTurn[]>> {
  const details = new Map<string, ReportTurn[]>()
  for (let from = 0; from < executionIds.length; from += batch)
    for (const row of await readBatch(ctx, executionIds.slice(from, from + batch)))
      details.set(row.id, toTurns(row))
  return details
}
