// Stored executions that a replay judges a second: read, compared and written down as it happens in a worker.
// `node bench/replays.ts [--executions 10000]`
import { parseArgs } from 'node:util'
import { eq } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'

import type { Database, Sql } from '#db/client.ts'
import { executionDetails, voiceTestExecutions } from '#db/schema/executions.ts'
import { testCaseVersions } from '#db/schema/suites.ts'
import { createRunFixture } from '#db/testing/executions.ts'
import { caseDefinition, createCtx } from '#db/testing/factories.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { getReplay } from '#lib/replays/queries.ts'
import { runReplay } from '#lib/replays/run-replay.ts'
import { startReplay } from '#lib/replays/start-replay.ts'
import { voiceTurn } from '#lib/engines/validation/testing/evidence.ts'

import { openBench } from '#bench/rig/bench.ts'
import { report } from '#bench/rig/report.ts'

const { values } = parseArgs({ options: { executions: { type: 'string', default: '10000' } } })
const count = Number(values.executions)

const expect = {
  intent: 'WeatherQuery',
  entities: { city: 'Toronto' },
  response: { contains: ['Toronto'], similar_to: 'It is sunny in Toronto with 20 degrees.' },
  response_time: { max_ms: 1_500 },
  transcript: { max_wer: 0.1 },
}

/** A run of as many executions of one case, each with a reply of its own, so that no cache knows it. */
async function fill(ctx: Ctx, db: Database, sql: Sql): Promise<string> {
  const { runId, executions } = await createRunFixture(ctx, [{ verdict: 'passed' }])
  const id = executions[0]?.id ?? ''
  const [execution] = await db
    .select()
    .from(voiceTestExecutions)
    .where(eq(voiceTestExecutions.id, id))
  if (!execution) throw new Error('The fixture has no execution')
  await db
    .update(testCaseVersions)
    .set({ definition: caseDefinition({ turns: [{ say: 'weather', expect }] }) })
    .where(eq(testCaseVersions.caseId, execution.caseId))
  const turns = (index: number) => [
    voiceTurn({ reply_written: `It is sunny in Toronto with ${index} degrees.` }),
  ]
  await db
    .update(executionDetails)
    .set({ turns: turns(20) })
    .where(eq(executionDetails.executionId, id))
  for (let from = 1; from < count; from += 1_000) {
    const rows = Array.from({ length: Math.min(1_000, count - from) }, (_, index) => ({
      ...{ id: uuidv7(), turns: turns(from + index) },
    }))
    await sql.begin(async (tx) => {
      const of = tx`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(id uuid, turns jsonb)`
      await tx`insert into voice_test_executions
        select (jsonb_populate_record(e, jsonb_build_object('id', n.id))).* from voice_test_executions e, ${of} where e.id = ${id}`
      await tx`insert into execution_details
        select (jsonb_populate_record(d, jsonb_build_object('execution_id', n.id, 'turns', n.turns))).*
        from execution_details d, ${of} where d.execution_id = ${id}`
      await tx`insert into validation_results
        select (jsonb_populate_record(v, jsonb_build_object('execution_id', n.id))).*
        from validation_results v, ${of} where v.execution_id = ${id}`
    })
  }
  await sql`analyze`
  return runId
}

const bench = await openBench()
try {
  const { db, sql } = bench.client
  const ctx = await createCtx(db)
  const runId = await fill(ctx, db, sql)
  await bench.canary.read()
  const rounds: number[] = []
  for (let round = 0; round < 3; round++) {
    const { id } = await startReplay(ctx, { run_id: runId })
    const started = performance.now()
    await runReplay(ctx, id, new AbortController().signal)
    rounds.push((performance.now() - started) / 1_000)
    const replay = await getReplay(ctx, id)
    if (replay.state !== 'ready' || replay.judged !== count)
      throw new Error(`The replay ended ${replay.state} after ${replay.judged} of ${count}`)
    await bench.canary.read()
  }
  const middle = rounds.toSorted((a, b) => a - b)[1] ?? Number.NaN
  report(
    'replays',
    [
      {
        goal: 21,
        name: 'stored executions judged again, read, compared and written down',
        value: count / middle,
        unit: '/s',
        ...{ better: 'higher', gate: 500, aim: 1_500 },
        reference: `${count} executions of five must-haves, all of them changed; 10,000 take ${((middle * 10_000) / count).toFixed(1)} s, 30 are allowed`,
        rounds,
      },
    ],
    bench.canary.summary(),
  )
} finally {
  await bench.close()
}
