import { readFileSync } from 'node:fs'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate } from 'drizzle-orm/postgres-js/migrator'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'

import { buildIndexes } from '#db/build-indexes.ts'
import { openSql, type Sql } from '#db/client.ts'
import { migrateDatabase } from '#db/migrate.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'

const database = useTestDatabase()
/** of the first migration with indexes on tables that hold much */
const from = 9
let sql: Sql
let before: string
beforeAll(async () => {
  sql = openSql(database.url, { max: 4 })
  before = await mkdtemp(join(tmpdir(), 'earshot-migrations-'))
  await cp('drizzle', before, { recursive: true })
  const path = join(before, 'meta/_journal.json')
  const journal: unknown = JSON.parse(await readFile(path, 'utf8'))
  const { entries, ...rest } = journal as { entries: { idx: number }[] }
  const known = entries.filter(({ idx }) => idx < from)
  await writeFile(path, JSON.stringify({ ...rest, entries: known }))
})
afterAll(async () => {
  await sql.end({ timeout: 5 })
  await rm(before, { recursive: true })
})

/** An installation as the release before left it. */
beforeEach(async () => {
  await sql.unsafe(`drop schema public cascade; drop schema drizzle cascade; create schema public`)
  await migrate(drizzle(sql), { migrationsFolder: before })
  await sql`select earshot_ensure_partitions(now(), now() + interval '1 month')`
})

const build = () =>
  sql.reserve().then((lane) => buildIndexes(lane, 'drizzle').finally(() => lane.release()))

const name = 'voice_test_executions_item'
const parts = () => sql<{ part: string; valid: boolean }[]>`
  select i.indexrelid::regclass::text as part, i.indisvalid as valid from pg_index i
  where i.indexrelid in (select inhrelid from pg_inherits where inhparent = to_regclass(${name}))
    or i.indexrelid = to_regclass(${name})`

/** Without a run or an item, which it had to have before. */
async function insertAt(ms: number): Promise<string> {
  const [row] = await sql<{ partition: string }[]>`
    insert into voice_test_executions (id, organization_id, run_id, item_id, suite_id, case_id, case_version, language,
      mode, attempt, is_final, verdict, review_status, confidence, started_at, finished_at)
    select earshot_uuid_floor(now() + ${ms} * interval '1 ms'), u, u, u, u, u, 1, 'en-US', 'text', 1, true, 'passed',
      'auto_pass', 1, now(), now()
    from (select '00000000-0000-7000-8000-000000000000'::uuid as u) u
    returning tableoid::regclass::text as partition`
  return row?.partition ?? ''
}

test('indexes are there before the migrations that make them, valid on every partition', async () => {
  await build()
  const built = await parts()
  expect(built.length).toBeGreaterThan(2)
  expect(built.filter(({ valid }) => !valid)).toEqual([])
  await build()
  await migrateDatabase(database.url)
  expect(await parts()).toEqual(built)
  await build()
})

test('people write while an index is built', async () => {
  await sql.unsafe(`alter table voice_test_executions drop constraint if exists voice_test_executions_run_id_test_runs_id_fk;
    alter table voice_test_executions drop constraint if exists voice_test_executions_item_id_test_execution_queue_id_fk`)
  const partition = await insertAt(0)
  const slow = await sql.reserve()
  await slow`begin`
  await slow.unsafe(`lock table ${partition} in row exclusive mode`)
  const building = build()
  try {
    await vi.waitFor(async () => {
      const waiting = await sql`select 1 from pg_stat_activity
        where query like 'create index concurrently%' and wait_event_type = 'Lock'`
      expect(waiting).toHaveLength(1)
    }, 20_000)
    expect(await insertAt(1)).toBe(partition)
  } finally {
    await slow`commit`
    slow.release()
    await building
  }
  expect((await parts()).filter(({ valid }) => !valid)).toEqual([])
})

test('what was cut off half-way is finished, and one that is broken is built again', async () => {
  const [{ partition } = { partition: '' }] = await sql<{ partition: string }[]>`
    select inhrelid::regclass::text as partition from pg_inherits
    where inhparent = 'voice_test_executions'::regclass order by 1 limit 1`
  await sql.unsafe(`create index ${name} on only voice_test_executions using btree (item_id);
    create index ${partition}_${name} on ${partition} using btree (item_id)`)
  await sql`update pg_index set indisvalid = false where indexrelid = ${`${partition}_${name}`}::regclass`
  await migrateDatabase(database.url)
  expect((await parts()).filter(({ valid }) => !valid)).toEqual([])
})

test('every index on a table of an earlier migration may be there already', () => {
  const read = (path: string) => readFileSync(join('drizzle', path), 'utf8')
  const { entries } = JSON.parse(read('meta/_journal.json')) as {
    entries: { idx: number; tag: string }[]
  }
  const faults = entries
    .filter(({ idx }) => idx >= from)
    .flatMap(({ tag }) => {
      const text = read(`${tag}.sql`)
      return [...text.matchAll(/CREATE INDEX "\w+" ON "(\w+)"/g)]
        .filter(([, table]) => !text.includes(`CREATE TABLE "${table}"`))
        .map(
          ([index]) =>
            `${tag}: write IF NOT EXISTS, so that it is built while others write: ${index}`,
        )
    })
  expect(faults).toEqual([])
})
