import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'

import { openDatabase } from '#db/client.ts'
import { migrateDatabase } from '#db/migrate.ts'
import { executionDetails, validationResults } from '#db/schema/executions.ts'
import { reviewDecisions } from '#db/schema/review.ts'
import { testCaseVersions } from '#db/schema/suites.ts'
import { createTestDatabase, type TestDatabase } from '#db/testing/database.ts'
import { createRunFixture } from '#db/testing/executions.ts'
import { caseDefinition, createCtx } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { textTurn } from '#lib/engines/validation/testing/evidence.ts'
import { getExecution, getExecutionRow } from '#lib/executions/queries.ts'
import { systemCtx } from '#lib/platform/context.ts'
import { useBoss } from '#lib/platform/jobs/testing/use-boss.ts'
import { applyChanges } from '#lib/replays/apply-changes.ts'
import { applyReplay } from '#lib/replays/apply-replay.ts'
import { getReplay } from '#lib/replays/queries.ts'
import { runReplay } from '#lib/replays/run-replay.ts'
import { startReplay } from '#lib/replays/start-replay.ts'

/** The last migration before judgements told what they prove. */
const before = '0002_execution'
const drizzleFolder = fileURLToPath(new URL('../../drizzle', import.meta.url))
const Journal = z.looseObject({ entries: z.array(z.looseObject({ tag: z.string() })) })

/** Tables with rows of the fixture, parents first. */
const tables = [
  ...['organizations', 'users', 'test_suites', 'test_cases', 'test_case_versions'],
  ...['configurations', 'test_runs', 'run_summaries', 'test_execution_queue'],
  ...['voice_test_executions', 'execution_details', 'validation_results'],
  ...['review_items', 'review_decisions'],
]

const source = useTestDatabase()
let old: TestDatabase
let folder: string
beforeAll(async () => {
  old = await createTestDatabase()
  folder = await mkdtemp(join(tmpdir(), 'earshot-migrations-'))
})
afterAll(async () => {
  await old.drop()
  await rm(folder, { recursive: true, force: true })
})
useBoss({
  get url() {
    return old.url
  },
})

/** Takes a database back to what it was before a migration, without a row. */
async function migrateUntil(sql: postgres.Sql, last: string): Promise<void> {
  await cp(drizzleFolder, folder, { recursive: true })
  const path = join(folder, 'meta/_journal.json')
  const journal = Journal.parse(JSON.parse(await readFile(path, 'utf8')))
  const end = journal.entries.findIndex(({ tag }) => tag === last) + 1
  expect(end).toBeGreaterThan(0)
  await writeFile(path, JSON.stringify({ ...journal, entries: journal.entries.slice(0, end) }))
  await sql.unsafe(
    'drop schema public cascade; create schema public; drop schema if exists drizzle cascade',
  )
  await migrate(drizzle(sql), { migrationsFolder: folder })
  await sql`select earshot_ensure_partitions(now() - interval '1 month', now() + interval '2 months')`
}

/** What an earlier version has stored: a wrong pass, and a false failure that a person has overturned. */
async function createOldRun() {
  const ctx = await createCtx(source.db)
  const { runId, executions } = await createRunFixture(ctx, [
    { verdict: 'passed', confidence: 0.97 },
    { verdict: 'passed', confidence: 0.6, reason: 'doubtful' },
  ])
  const [wrong, overturned] = executions
  if (!wrong || !overturned) throw new Error('The fixture has no executions')
  const { execution } = await getExecutionRow(ctx, wrong.id)
  const turns = [{ say: 'weather', expect: { response: { contains: ['5 degrees'] } } }]
  await ctx.db
    .update(testCaseVersions)
    .set({ definition: caseDefinition({ turns }) })
    .where(eq(testCaseVersions.caseId, execution.caseId))
  for (const [id, reply] of [
    [wrong.id, 'It is 15 degrees.'],
    [overturned.id, 'It is five degrees.'],
  ] as const)
    await ctx.db
      .update(executionDetails)
      .set({ turns: [textTurn({ reply_written: reply, reply_spoken: null, said: 'weather' })] })
      .where(eq(executionDetails.executionId, id))
  const score = { validator: 'response', version: 1, turn: 0, score: 1, pass: true, weight: 2 }
  await ctx.db.update(validationResults).set({
    policyVersion: 1,
    scores: [{ ...score, confidence: 0.97, mustHave: true, evidence: 'all words are there' }],
  })
  await ctx.db
    .update(validationResults)
    .set({ reviewStatus: 'rejected' })
    .where(eq(validationResults.executionId, overturned.id))
  await ctx.db.insert(reviewDecisions).values({
    organizationId: ctx.organizationId,
    ...{ itemId: overturned.reviewId, executionId: overturned.id, reviewerId: ctx.actor.id },
    ...{ decision: 'rejected', verdict: 'passed' },
    ...{ automaticVerdict: 'failed', automaticConfidence: 0.85 },
  })
  return { runId, organizationId: ctx.organizationId, wrong: wrong.id, overturned: overturned.id }
}

/** Copies the rows into an older schema: columns that only one of them knows stay behind, or take their default. */
async function copyRows(from: postgres.Sql, to: postgres.Sql, organizationId: string) {
  const columnsOf = async (sql: postgres.Sql, table: string) =>
    (
      await sql<{ name: string }[]>`
        select column_name as name from information_schema.columns
        where table_schema = 'public' and table_name = ${table}`
    ).map(({ name }) => name)
  for (const table of tables) {
    const known = new Set(await columnsOf(to, table))
    const columns = (await columnsOf(from, table)).filter((name) => known.has(name)).join(', ')
    const rows = await from.unsafe<{ row: string }[]>(
      `select to_jsonb(t)::text as row from ${table} t`,
    )
    for (const { row } of rows) {
      const own = row.includes(organizationId) || !row.includes('organization_id')
      if (own)
        await to.unsafe(
          `insert into ${table} (${columns})
           select ${columns} from jsonb_populate_record(null::${table}, $1::text::jsonb)`,
          [row],
        )
    }
  }
}

test('executions of an earlier version are migrated, shown, and judged again by the judge of today', async () => {
  const run = await createOldRun()
  const [from, to] = [source.url, old.url].map((url) =>
    postgres(url, { max: 1, onnotice: () => undefined }),
  )
  if (!from || !to) throw new Error('There is no database')
  await migrateUntil(to, before)
  await copyRows(from, to, run.organizationId)
  await Promise.all([from.end(), to.end()])
  await migrateDatabase(old.url)

  const { db, close } = openDatabase(old.url, { max: 3 })
  try {
    const ctx = systemCtx(db, run.organizationId)
    const shown = await getExecution(ctx, run.overturned)
    expect(shown.validation).toMatchObject({
      ...{ verdict: 'passed', automatic_verdict: 'failed', proven: null, doubts: [] },
      scores: [{ proof: null, marks: [] }],
    })
    const signal = AbortSignal.timeout(60_000)
    const { id } = await startReplay(ctx, { run_id: run.runId })
    await runReplay(ctx, id, signal)
    expect((await getReplay(ctx, id)).summary).toMatchObject({
      ...{ changed: 2, passed_to_failed: 1, agrees_with_people: 1, contradicts_people: 0 },
    })
    await applyReplay(ctx, id)
    await applyChanges(ctx, id, [run.wrong, run.overturned], signal)
    const [wrong, overturned] = [
      await getExecution(ctx, run.wrong),
      await getExecution(ctx, run.overturned),
    ]
    expect(wrong.validation).toMatchObject({ verdict: 'failed', proven: true, revision: 2 })
    expect(overturned.validation).toMatchObject({
      ...{ verdict: 'passed', review_status: 'rejected', automatic_verdict: 'passed' },
    })
  } finally {
    await close()
  }
})
