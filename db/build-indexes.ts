import { setTimeout as sleep } from 'node:timers/promises'

import { readMigrationFiles } from 'drizzle-orm/migrator'
import postgres, { type Sql } from 'postgres'

type Wanted = { name: string; table: string; definition: string }

const statement = /^\s*CREATE INDEX IF NOT EXISTS "(\w+)" ON "(\w+)" (USING .+?);?\s*$/s

/** Indexes of migrations that are still to come, as far as they may be there already (`IF NOT EXISTS`). */
async function comingIndexes(sql: Sql, folder: string): Promise<Wanted[]> {
  const [{ known } = { known: null }] = await sql<{ known: string | null }[]>`
    select to_regclass('drizzle.__drizzle_migrations')::text as known`
  // Everything is new, and empty.
  if (known === null) return []
  const [{ last } = { last: 0 }] = await sql<{ last: number }[]>`
    select coalesce(max(created_at), 0)::float8 as last from drizzle.__drizzle_migrations`
  return readMigrationFiles({ migrationsFolder: folder })
    .filter(({ folderMillis }) => folderMillis > last)
    .flatMap(({ sql: statements }) => statements)
    .flatMap((text) => {
      const [, name = '', table = '', definition = ''] = statement.exec(text) ?? []
      return name === '' ? [] : [{ name, table, definition }]
    })
}

const isValid = async (sql: Sql, name: string): Promise<boolean> => {
  const [row] = await sql<{ valid: boolean }[]>`
    select indisvalid as valid from pg_index where indexrelid = to_regclass(${name})`
  return row?.valid ?? false
}

/** Builds one on a plain table or a single partition; what an earlier try has left half-built is dropped first. */
async function buildOne(sql: Sql, { name, table, definition }: Wanted): Promise<void> {
  if (await isValid(sql, name)) return
  await sql.unsafe(`drop index concurrently if exists "${name}"`)
  await sql.unsafe(`create index concurrently "${name}" on "${table}" ${definition}`)
}

/** Statements that everybody waits for, so they do not wait for long themselves. */
async function atOnce(sql: Sql, text: string): Promise<void> {
  await sql`set lock_timeout = '2s'`
  try {
    await sql.unsafe(text)
  } finally {
    await sql`reset lock_timeout`
  }
}

/** A partitioned table has no such way: an index that says nothing yet, one for each partition, and put together. */
async function buildParts(sql: Sql, { name, table, definition }: Wanted): Promise<void> {
  if (await isValid(sql, name)) return
  await atOnce(sql, `create index if not exists "${name}" on only "${table}" ${definition}`)
  const missing = await sql<{ partition: string }[]>`
    select c.relname as partition from pg_inherits p join pg_class c on c.oid = p.inhrelid
    where p.inhparent = to_regclass(${table}) and not exists (
      select 1 from pg_index i join pg_inherits a on a.inhrelid = i.indexrelid
      where i.indrelid = c.oid and a.inhparent = to_regclass(${name}))
    order by 1`
  for (const { partition } of missing) {
    const part = `${partition}_${name}`.slice(0, 63)
    await buildOne(sql, { name: part, table: partition, definition })
    await atOnce(sql, `alter index "${name}" attach partition "${part}"`)
  }
}

/** Someone is in the way: SQLSTATE of a lock that did not come in time, and of a deadlock. */
const inTheWay = (error: unknown) =>
  error instanceof postgres.PostgresError && (error.code === '55P03' || error.code === '40P01')

async function untilFree(work: () => Promise<void>, tries = 60): Promise<void> {
  for (;;)
    try {
      return await work()
    } catch (error) {
      if (!inTheWay(error) || --tries === 0) throw error
      await sleep(500)
    }
}

/**
 * Builds the indexes of coming migrations on tables that exist, while others read and write these: the migrations then find
 * them there. Within a migration, which is one transaction, nobody could write for as long as it takes. One whose columns do
 * not exist yet is left to its migration. Safe to repeat after it was cut off at any point.
 */
export async function buildIndexes(sql: Sql, folder: string): Promise<void> {
  const wanted = await comingIndexes(sql, folder)
  for (const index of wanted) {
    const [table] = await sql<{ parts: boolean }[]>`
      select relkind = 'p' as parts from pg_class where oid = to_regclass(${index.table})`
    if (!table) continue
    const build = table.parts ? buildParts : buildOne
    await untilFree(() => build(sql, index)).catch((error: unknown) => {
      // The column comes with the migration.
      if (!(error instanceof postgres.PostgresError && error.code === '42703')) throw error
    })
  }
}
